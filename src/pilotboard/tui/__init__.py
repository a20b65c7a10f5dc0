"""The terminal interface: a shell of places over use cases. It holds no rows and no SQL.

How to add a screen
-------------------
1.  Write ``screens/<noun>.py`` with a subclass of :class:`~pilotboard.tui.screens.base.PlaceScreen`::

        class SitesScreen(PlaceScreen):
            PLACE = "sites"                       # its name in ``places`` and in ``Command.where``
            FILTERS = True                        # "/" filters: ``self.filter_text`` is read in ``to_read``
            ACTS = (
                Command("site.close", ("x",), "close", "Close this site.", "This screen", ("sites",), 20,
                        ("row", "write")),        # footer rank 20; needs a line and a store that can be written
            )

            def compose_body(self) -> ComposeResult:
                columns = (Column("key", 6, ink="quiet"), Column("name"), Column("teams", 6, "right"))
                yield LineList(columns, self.row, empty="No sites yet: press n to add one.", name="rows")

            def to_read(self) -> Callable[[], Any]:
                ws, text = self.host.shell.data, self.filter_text      # bind here, read in the thread
                return lambda: list_sites(ws, filter=text)

            def show_answer(self, page: Any) -> None:                  # on the screen's thread again
                self.query_one(LineList).load([row.key for row in page.rows], {row.key: row for row in page.rows})

            def row(self, site: Any) -> Sequence[Cell]:                # one cell a column: text or (text, ink)
                return (site.key, site.name, str(site.teams))

            def story(self) -> Story:                                  # the bottom lines for the cursor's line
                site = self.query_one(LineList).cursor_row
                return Story(site.key, site.name, ((f"{site.teams} teams", "text"),)) if site else NOTHING

            def do_site_close(self) -> None:                           # runs command ``site.close``
                ws, keys = self.host.shell.data, self.query_one(LineList).chosen
                self.host.save(lambda: close_sites(ws, keys))          # toast, saved time, reload: done by save

2.  Add a ``Place`` to the table in ``start.py``; the digit, the tab (without a digit: a line under "more"), the palette
    and the help follow from it.
3.  A stylesheet only when layout needs one: ``styles/<noun>.tcss`` and ``CSS_PATH = style("<noun>")``.

What is where
-------------
``app`` places · ``saving`` writes and what others write · ``telling`` notices, banner, header · ``errands`` what the
keys of the shell do · ``commands`` the command table, ``item_commands`` the keys for items and ``item_acts`` what they
do · ``foresight`` what a change will look like, shown before it is written · ``work`` threads and the error boundary ·
``lines`` the only door for text · ``theme`` colours and inks · ``shell`` what the app needs from outside · ``screens``
one place each (``base`` all of them, ``desk`` those over a store, ``ledger`` plain lists) · ``widgets`` lines, lists,
lanes · ``forms`` what stands in a form · ``dialogs`` typed dialogs and forms · ``drafts`` unfinished forms · ``driver``
fewer bytes to the terminal.

Rules that are easy to break
----------------------------
* Mixins (``Work``, ``ListMoves``) stand *after* Textual's class among the bases: stylesheets follow the first base.
* Nothing is pushed or switched before the first paint, and nothing heavy imported by a place's module: dialogs are
  imported where they are opened, use cases that write load their side themselves.
* Stored text goes in through ``lines`` only, never through Textual's markup; what is typed into goes through
  ``widgets.entry``.
"""
