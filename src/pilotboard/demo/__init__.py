"""The sample programme: a fictional school district with a year of work, made relative to a day.

`material` reads the texts of sample_data, `calendar` counts school days back from today, `tales` dates what happened to
each item, `acts` sums it up into what people did, `loader` writes that into a new store through the journal.
"""
