CREATE TABLE counter (
    id SERIAL NOT NULL,
    name VARCHAR(40) NOT NULL,
    next INTEGER NOT NULL,
    CONSTRAINT pk_counter PRIMARY KEY (id),
    CONSTRAINT ck_counter_positive CHECK (next >= 1),
    CONSTRAINT uq_counter_name UNIQUE (name)
)
;

CREATE TABLE criteria_set (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    note VARCHAR(200) NOT NULL,
    in_use BOOLEAN NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    made_by VARCHAR(120) NOT NULL,
    CONSTRAINT pk_criteria_set PRIMARY KEY (id),
    CONSTRAINT ck_criteria_set_note_length CHECK (length(note) BETWEEN 0 AND 200),
    CONSTRAINT uq_criteria_set_number UNIQUE (number)
)
;

CREATE UNIQUE INDEX uq_criteria_set_in_use ON criteria_set (in_use) WHERE in_use
;

CREATE TABLE import_batch (
    id SERIAL NOT NULL,
    batch VARCHAR(64) NOT NULL,
    file_name VARCHAR(260) NOT NULL,
    preset VARCHAR(60) NOT NULL,
    target VARCHAR(20) NOT NULL,
    source VARCHAR(60) NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor VARCHAR(120) NOT NULL,
    counts VARCHAR NOT NULL,
    CONSTRAINT pk_import_batch PRIMARY KEY (id),
    CONSTRAINT ck_import_batch_file_name_length CHECK (length(file_name) BETWEEN 0 AND 260),
    CONSTRAINT uq_import_batch_batch UNIQUE (batch)
)
;

CREATE TABLE import_link (
    id SERIAL NOT NULL,
    source VARCHAR(60) NOT NULL,
    container VARCHAR(200) NOT NULL,
    external_id VARCHAR(200) NOT NULL,
    table_name VARCHAR(60) NOT NULL,
    row_id INTEGER NOT NULL,
    row_hash VARCHAR(64) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_import_link PRIMARY KEY (id),
    CONSTRAINT uq_import_link_source_container_external_id_table_name UNIQUE (source, container, external_id, table_name)
)
;

CREATE INDEX ix_import_link_table_name_row_id ON import_link (table_name, row_id)
;

CREATE TABLE import_map (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    name VARCHAR(60) NOT NULL,
    content VARCHAR NOT NULL,
    CONSTRAINT pk_import_map PRIMARY KEY (id),
    CONSTRAINT ck_import_map_name_length CHECK (length(name) BETWEEN 1 AND 60),
    CONSTRAINT uq_import_map_name UNIQUE (name)
)
;

CREATE TABLE journal (
    id SERIAL NOT NULL,
    operation_id VARCHAR(64) NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    actor VARCHAR(120) NOT NULL,
    action VARCHAR(60) NOT NULL,
    said VARCHAR NOT NULL,
    keys VARCHAR NOT NULL,
    kind VARCHAR(20) NOT NULL,
    reverts INTEGER,
    undone_by INTEGER,
    batch VARCHAR(64),
    CONSTRAINT pk_journal PRIMARY KEY (id),
    CONSTRAINT uq_journal_operation_id UNIQUE (operation_id),
    CONSTRAINT ck_journal_entrykind CHECK (kind IN ('action', 'undo', 'redo')),
    CONSTRAINT fk_journal_reverts FOREIGN KEY(reverts) REFERENCES journal (id),
    CONSTRAINT fk_journal_undone_by FOREIGN KEY(undone_by) REFERENCES journal (id)
)
;

CREATE INDEX ix_journal_actor_id ON journal (actor, id)
;

CREATE INDEX ix_journal_batch ON journal (batch)
;

CREATE TABLE label (
    id SERIAL NOT NULL,
    name VARCHAR(40) NOT NULL,
    folded VARCHAR(80) NOT NULL,
    CONSTRAINT pk_label PRIMARY KEY (id),
    CONSTRAINT ck_label_name_length CHECK (length(name) BETWEEN 1 AND 40),
    CONSTRAINT uq_label_folded UNIQUE (folded)
)
;

CREATE TABLE label_override (
    id SERIAL NOT NULL,
    term VARCHAR(60) NOT NULL,
    text VARCHAR(60) NOT NULL,
    CONSTRAINT pk_label_override PRIMARY KEY (id),
    CONSTRAINT ck_label_override_term_length CHECK (length(term) BETWEEN 1 AND 60),
    CONSTRAINT ck_label_override_text_length CHECK (length(text) BETWEEN 1 AND 60),
    CONSTRAINT uq_label_override_term UNIQUE (term)
)
;

CREATE TABLE organisation (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    name VARCHAR(120) NOT NULL,
    labels VARCHAR(20) NOT NULL,
    counting VARCHAR(20) NOT NULL,
    time_zone VARCHAR(60) NOT NULL,
    money VARCHAR(8) NOT NULL,
    small_limit BIGINT NOT NULL,
    weekdays VARCHAR(7) NOT NULL,
    sample BOOLEAN NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_organisation PRIMARY KEY (id),
    CONSTRAINT ck_organisation_single CHECK (id = 1),
    CONSTRAINT ck_organisation_name_length CHECK (length(name) BETWEEN 1 AND 120),
    CONSTRAINT ck_organisation_time_zone_length CHECK (length(time_zone) BETWEEN 1 AND 60),
    CONSTRAINT ck_organisation_money_length CHECK (length(money) BETWEEN 1 AND 8),
    CONSTRAINT ck_organisation_small_limit CHECK (small_limit BETWEEN 0 AND 1000000000000 AND small_limit = CAST(small_limit AS BIGINT)),
    CONSTRAINT ck_organisation_labelset CHECK (labels IN ('scrum', 'plain')),
    CONSTRAINT ck_organisation_counting CHECK (counting IN ('items', 'points'))
)
;

CREATE TABLE priority (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    description VARCHAR NOT NULL,
    closed_on DATE,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_priority PRIMARY KEY (id),
    CONSTRAINT ck_priority_title_length CHECK (length(title) BETWEEN 1 AND 200),
    CONSTRAINT ck_priority_description_length CHECK (length(description) BETWEEN 0 AND 20000),
    CONSTRAINT uq_priority_number UNIQUE (number)
)
;

CREATE TABLE programme (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name VARCHAR(200) NOT NULL,
    note VARCHAR NOT NULL,
    owner VARCHAR(120) NOT NULL,
    yearly_cost BIGINT,
    reach INTEGER,
    review_on DATE,
    ended_on DATE,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_programme PRIMARY KEY (id),
    CONSTRAINT ck_programme_name_length CHECK (length(name) BETWEEN 1 AND 200),
    CONSTRAINT ck_programme_note_length CHECK (length(note) BETWEEN 0 AND 20000),
    CONSTRAINT ck_programme_owner_length CHECK (length(owner) BETWEEN 0 AND 120),
    CONSTRAINT ck_programme_yearly_cost CHECK (yearly_cost BETWEEN 0 AND 1000000000000 AND yearly_cost = CAST(yearly_cost AS BIGINT)),
    CONSTRAINT ck_programme_reach CHECK (reach BETWEEN 0 AND 100000000 AND reach = CAST(reach AS BIGINT)),
    CONSTRAINT uq_programme_number UNIQUE (number)
)
;

CREATE TABLE school_year (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    name VARCHAR(40) NOT NULL,
    start_on DATE NOT NULL,
    end_on DATE NOT NULL,
    CONSTRAINT pk_school_year PRIMARY KEY (id),
    CONSTRAINT ck_school_year_name_length CHECK (length(name) BETWEEN 1 AND 40),
    CONSTRAINT ck_school_year_dates CHECK (end_on >= start_on),
    CONSTRAINT uq_school_year_name UNIQUE (name)
)
;

CREATE TABLE site (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name VARCHAR(120) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    focal BOOLEAN NOT NULL,
    population INTEGER,
    note VARCHAR NOT NULL,
    active BOOLEAN NOT NULL,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_site PRIMARY KEY (id),
    CONSTRAINT ck_site_name_length CHECK (length(name) BETWEEN 1 AND 120),
    CONSTRAINT ck_site_note_length CHECK (length(note) BETWEEN 0 AND 20000),
    CONSTRAINT ck_site_population CHECK (population BETWEEN 0 AND 10000000 AND population = CAST(population AS BIGINT)),
    CONSTRAINT uq_site_number UNIQUE (number),
    CONSTRAINT uq_site_name UNIQUE (name),
    CONSTRAINT ck_site_sitekind CHECK (kind IN ('school', 'office', 'centre', 'other'))
)
;

CREATE TABLE team (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name VARCHAR(120) NOT NULL,
    purpose VARCHAR NOT NULL,
    charter VARCHAR NOT NULL,
    agreements VARCHAR NOT NULL,
    definition_of_ready VARCHAR NOT NULL,
    definition_of_done VARCHAR NOT NULL,
    weekdays VARCHAR(7) NOT NULL,
    formed_on DATE,
    dissolved_on DATE,
    parked_on DATE,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_team PRIMARY KEY (id),
    CONSTRAINT ck_team_name_length CHECK (length(name) BETWEEN 1 AND 120),
    CONSTRAINT ck_team_purpose_length CHECK (length(purpose) BETWEEN 0 AND 20000),
    CONSTRAINT ck_team_charter_length CHECK (length(charter) BETWEEN 0 AND 20000),
    CONSTRAINT ck_team_agreements_length CHECK (length(agreements) BETWEEN 0 AND 20000),
    CONSTRAINT ck_team_definition_of_ready_length CHECK (length(definition_of_ready) BETWEEN 0 AND 20000),
    CONSTRAINT ck_team_definition_of_done_length CHECK (length(definition_of_done) BETWEEN 0 AND 20000),
    CONSTRAINT ck_team_parked CHECK (parked_on IS NULL OR dissolved_on IS NULL),
    CONSTRAINT uq_team_number UNIQUE (number),
    CONSTRAINT uq_team_name UNIQUE (name)
)
;

CREATE TABLE theme (
    id SERIAL NOT NULL,
    name VARCHAR(60) NOT NULL,
    folded VARCHAR(120) NOT NULL,
    CONSTRAINT pk_theme PRIMARY KEY (id),
    CONSTRAINT ck_theme_name_length CHECK (length(name) BETWEEN 1 AND 60),
    CONSTRAINT uq_theme_folded UNIQUE (folded)
)
;

CREATE TABLE board_state (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    team_id INTEGER NOT NULL,
    state VARCHAR(20) NOT NULL,
    name VARCHAR(40) NOT NULL,
    wip_limit INTEGER,
    hidden BOOLEAN NOT NULL,
    CONSTRAINT pk_board_state PRIMARY KEY (id),
    CONSTRAINT uq_board_state_team_id_state UNIQUE (team_id, state),
    CONSTRAINT ck_board_state_name_length CHECK (length(name) BETWEEN 0 AND 40),
    CONSTRAINT ck_board_state_wip_limit CHECK (wip_limit BETWEEN 1 AND 99 AND wip_limit = CAST(wip_limit AS BIGINT)),
    CONSTRAINT fk_board_state_team_id FOREIGN KEY(team_id) REFERENCES team (id),
    CONSTRAINT ck_board_state_itemstate CHECK (state IN ('backlog', 'ready', 'in_progress', 'review', 'done', 'dropped'))
)
;

CREATE TABLE calendar_day (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    team_id INTEGER,
    kind VARCHAR(20) NOT NULL,
    start_on DATE NOT NULL,
    end_on DATE NOT NULL,
    name VARCHAR(120) NOT NULL,
    CONSTRAINT pk_calendar_day PRIMARY KEY (id),
    CONSTRAINT ck_calendar_day_name_length CHECK (length(name) BETWEEN 0 AND 120),
    CONSTRAINT ck_calendar_day_dates CHECK (end_on >= start_on),
    CONSTRAINT fk_calendar_day_team_id FOREIGN KEY(team_id) REFERENCES team (id),
    CONSTRAINT ck_calendar_day_daykind CHECK (kind IN ('holiday', 'break', 'half_day', 'school_day'))
)
;

CREATE INDEX ix_calendar_day_team_id_start_on ON calendar_day (team_id, start_on)
;

CREATE TABLE criterion (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    set_id INTEGER NOT NULL,
    name VARCHAR(60) NOT NULL,
    position INTEGER NOT NULL,
    weight INTEGER NOT NULL,
    level_0 VARCHAR(200) NOT NULL,
    level_1 VARCHAR(200) NOT NULL,
    level_2 VARCHAR(200) NOT NULL,
    level_3 VARCHAR(200) NOT NULL,
    CONSTRAINT pk_criterion PRIMARY KEY (id),
    CONSTRAINT ck_criterion_name_length CHECK (length(name) BETWEEN 1 AND 60),
    CONSTRAINT ck_criterion_level_0_length CHECK (length(level_0) BETWEEN 1 AND 200),
    CONSTRAINT ck_criterion_level_1_length CHECK (length(level_1) BETWEEN 1 AND 200),
    CONSTRAINT ck_criterion_level_2_length CHECK (length(level_2) BETWEEN 1 AND 200),
    CONSTRAINT ck_criterion_level_3_length CHECK (length(level_3) BETWEEN 1 AND 200),
    CONSTRAINT ck_criterion_weight CHECK (weight BETWEEN 0 AND 100 AND weight = CAST(weight AS BIGINT)),
    CONSTRAINT uq_criterion_set_id_name UNIQUE (set_id, name),
    CONSTRAINT fk_criterion_set_id FOREIGN KEY(set_id) REFERENCES criteria_set (id)
)
;

CREATE INDEX ix_criterion_set_id ON criterion (set_id)
;

CREATE TABLE journal_row (
    id SERIAL NOT NULL,
    entry_id INTEGER NOT NULL,
    change VARCHAR(20) NOT NULL,
    table_name VARCHAR(60) NOT NULL,
    row_id INTEGER NOT NULL,
    before VARCHAR,
    after VARCHAR,
    CONSTRAINT pk_journal_row PRIMARY KEY (id),
    CONSTRAINT fk_journal_row_entry_id FOREIGN KEY(entry_id) REFERENCES journal (id),
    CONSTRAINT ck_journal_row_rowchange CHECK (change IN ('added', 'changed', 'removed', 'moved'))
)
;

CREATE INDEX ix_journal_row_entry_id ON journal_row (entry_id)
;

CREATE INDEX ix_journal_row_table_name_row_id_entry_id ON journal_row (table_name, row_id, entry_id)
;

CREATE TABLE person (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name VARCHAR(120) NOT NULL,
    handle VARCHAR(40) NOT NULL,
    email VARCHAR(200) NOT NULL,
    role VARCHAR(20) NOT NULL,
    active BOOLEAN NOT NULL,
    site_id INTEGER,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT ck_person_name_length CHECK (length(name) BETWEEN 1 AND 120),
    CONSTRAINT ck_person_handle_length CHECK (length(handle) BETWEEN 1 AND 40),
    CONSTRAINT ck_person_email_length CHECK (length(email) BETWEEN 0 AND 200),
    CONSTRAINT uq_person_number UNIQUE (number),
    CONSTRAINT uq_person_handle UNIQUE (handle),
    CONSTRAINT ck_person_personrole CHECK (role IN ('member', 'coach', 'leader', 'steward')),
    CONSTRAINT fk_person_site_id FOREIGN KEY(site_id) REFERENCES site (id)
)
;

CREATE INDEX ix_person_site_id ON person (site_id)
;

CREATE TABLE sprint (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    team_id INTEGER NOT NULL,
    name VARCHAR(120) NOT NULL,
    goal VARCHAR(200) NOT NULL,
    prediction VARCHAR NOT NULL,
    result VARCHAR NOT NULL,
    state VARCHAR(20) NOT NULL,
    origin VARCHAR(20) NOT NULL,
    start_on DATE,
    end_on DATE,
    started_at TIMESTAMP WITH TIME ZONE,
    ended_at TIMESTAMP WITH TIME ZONE,
    started_event INTEGER,
    ended_event INTEGER,
    cancel_reason VARCHAR(200) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_sprint PRIMARY KEY (id),
    CONSTRAINT ck_sprint_goal_length CHECK (length(goal) BETWEEN 0 AND 200),
    CONSTRAINT ck_sprint_prediction_length CHECK (length(prediction) BETWEEN 0 AND 20000),
    CONSTRAINT ck_sprint_result_length CHECK (length(result) BETWEEN 0 AND 20000),
    CONSTRAINT ck_sprint_cancel_reason_length CHECK (length(cancel_reason) BETWEEN 0 AND 200),
    CONSTRAINT ck_sprint_name_length CHECK (length(name) BETWEEN 0 AND 120),
    CONSTRAINT ck_sprint_dates CHECK (end_on IS NULL OR start_on IS NULL OR end_on >= start_on),
    CONSTRAINT ck_sprint_dated CHECK (origin = 'import' OR (start_on IS NOT NULL AND end_on IS NOT NULL)),
    CONSTRAINT ck_sprint_started CHECK (state IN ('planned', 'cancelled') OR origin = 'import' OR started_at IS NOT NULL),
    CONSTRAINT ck_sprint_cancelled CHECK (state <> 'cancelled' OR cancel_reason <> ''),
    CONSTRAINT uq_sprint_id_team_id UNIQUE (id, team_id),
    CONSTRAINT uq_sprint_number UNIQUE (number),
    CONSTRAINT fk_sprint_team_id FOREIGN KEY(team_id) REFERENCES team (id),
    CONSTRAINT ck_sprint_sprintstate CHECK (state IN ('planned', 'active', 'closed', 'cancelled')),
    CONSTRAINT ck_sprint_sprintorigin CHECK (origin IN ('local', 'import'))
)
;

CREATE INDEX ix_sprint_team_id_state_end_on ON sprint (team_id, state, end_on)
;

CREATE UNIQUE INDEX uq_sprint_one_active ON sprint (team_id) WHERE state = 'active'
;

CREATE TABLE strategy (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    priority_id INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    description VARCHAR NOT NULL,
    closed_on DATE,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_strategy PRIMARY KEY (id),
    CONSTRAINT ck_strategy_title_length CHECK (length(title) BETWEEN 1 AND 200),
    CONSTRAINT ck_strategy_description_length CHECK (length(description) BETWEEN 0 AND 20000),
    CONSTRAINT uq_strategy_number UNIQUE (number),
    CONSTRAINT fk_strategy_priority_id FOREIGN KEY(priority_id) REFERENCES priority (id)
)
;

CREATE INDEX ix_strategy_priority_id ON strategy (priority_id)
;

CREATE TABLE amendment (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    sprint_id INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    author VARCHAR(120) NOT NULL,
    text VARCHAR NOT NULL,
    CONSTRAINT pk_amendment PRIMARY KEY (id),
    CONSTRAINT ck_amendment_text_length CHECK (length(text) BETWEEN 1 AND 20000),
    CONSTRAINT fk_amendment_sprint_id FOREIGN KEY(sprint_id) REFERENCES sprint (id)
)
;

CREATE INDEX ix_amendment_sprint_id_at ON amendment (sprint_id, at)
;

CREATE TABLE daily_note (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    sprint_id INTEGER NOT NULL,
    on_day DATE NOT NULL,
    author VARCHAR(120) NOT NULL,
    text VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_daily_note PRIMARY KEY (id),
    CONSTRAINT ck_daily_note_text_length CHECK (length(text) BETWEEN 1 AND 20000),
    CONSTRAINT ck_daily_note_author_length CHECK (length(author) BETWEEN 1 AND 120),
    CONSTRAINT fk_daily_note_sprint_id FOREIGN KEY(sprint_id) REFERENCES sprint (id)
)
;

CREATE INDEX ix_daily_note_sprint_id_on_day ON daily_note (sprint_id, on_day)
;

CREATE TABLE goal (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    strategy_id INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    description VARCHAR NOT NULL,
    due_on DATE,
    closed_on DATE,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_goal PRIMARY KEY (id),
    CONSTRAINT ck_goal_title_length CHECK (length(title) BETWEEN 1 AND 200),
    CONSTRAINT ck_goal_description_length CHECK (length(description) BETWEEN 0 AND 20000),
    CONSTRAINT uq_goal_number UNIQUE (number),
    CONSTRAINT fk_goal_strategy_id FOREIGN KEY(strategy_id) REFERENCES strategy (id)
)
;

CREATE INDEX ix_goal_strategy_id ON goal (strategy_id)
;

CREATE TABLE membership (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    team_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    role VARCHAR(20) NOT NULL,
    share INTEGER NOT NULL,
    start_on DATE NOT NULL,
    end_on DATE,
    CONSTRAINT pk_membership PRIMARY KEY (id),
    CONSTRAINT ck_membership_share CHECK (share BETWEEN 1 AND 100 AND share = CAST(share AS BIGINT)),
    CONSTRAINT ck_membership_dates CHECK (end_on IS NULL OR end_on >= start_on),
    CONSTRAINT fk_membership_team_id FOREIGN KEY(team_id) REFERENCES team (id),
    CONSTRAINT fk_membership_person_id FOREIGN KEY(person_id) REFERENCES person (id),
    CONSTRAINT ck_membership_membershiprole CHECK (role IN ('product_owner', 'coach', 'developer', 'sponsor', 'stakeholder'))
)
;

CREATE INDEX ix_membership_person_id_start_on ON membership (person_id, start_on)
;

CREATE INDEX ix_membership_team_id_start_on ON membership (team_id, start_on)
;

CREATE UNIQUE INDEX uq_membership_same_start ON membership (team_id, person_id, role, start_on)
;

CREATE TABLE retrospective (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    team_id INTEGER NOT NULL,
    sprint_id INTEGER,
    on_day DATE NOT NULL,
    format VARCHAR(40) NOT NULL,
    phase VARCHAR(20) NOT NULL,
    anonymous BOOLEAN NOT NULL,
    notes_after VARCHAR(20),
    notes_changed INTEGER NOT NULL,
    released BOOLEAN NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_retrospective PRIMARY KEY (id),
    CONSTRAINT ck_retrospective_format_length CHECK (length(format) BETWEEN 1 AND 40),
    CONSTRAINT ck_retrospective_closed CHECK ((phase = 'closed') = (closed_at IS NOT NULL)),
    CONSTRAINT uq_retrospective_number UNIQUE (number),
    CONSTRAINT fk_retrospective_team_id FOREIGN KEY(team_id) REFERENCES team (id),
    CONSTRAINT fk_retrospective_sprint_id FOREIGN KEY(sprint_id) REFERENCES sprint (id),
    CONSTRAINT ck_retrospective_retrophase CHECK (phase IN ('collect', 'act', 'closed')),
    CONSTRAINT ck_retrospective_notesafter CHECK (notes_after IN ('destroy', 'keep'))
)
;

CREATE INDEX ix_retrospective_sprint_id ON retrospective (sprint_id)
;

CREATE INDEX ix_retrospective_team_id_on_day ON retrospective (team_id, on_day)
;

CREATE TABLE sprint_record (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    sprint_id INTEGER NOT NULL,
    content VARCHAR NOT NULL,
    digest VARCHAR(64) NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    withdrawn_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_sprint_record PRIMARY KEY (id),
    CONSTRAINT ck_sprint_record_digest CHECK (length(digest) = 64),
    CONSTRAINT fk_sprint_record_sprint_id FOREIGN KEY(sprint_id) REFERENCES sprint (id)
)
;

CREATE INDEX ix_sprint_record_sprint_id ON sprint_record (sprint_id)
;

CREATE UNIQUE INDEX uq_sprint_record_standing ON sprint_record (sprint_id) WHERE withdrawn_at IS NULL
;

CREATE TABLE pilot (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    aim VARCHAR NOT NULL,
    hypothesis VARCHAR NOT NULL,
    prediction VARCHAR NOT NULL,
    description VARCHAR NOT NULL,
    partners VARCHAR NOT NULL,
    research VARCHAR NOT NULL,
    owner_after VARCHAR(120) NOT NULL,
    reach INTEGER,
    goal_id INTEGER,
    copied_from INTEGER,
    team_id INTEGER,
    sponsor_id INTEGER,
    coach_id INTEGER,
    starts_on DATE,
    ends_on DATE,
    decision_due DATE,
    closed_on DATE,
    parked_on DATE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    next_item INTEGER NOT NULL,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_pilot PRIMARY KEY (id),
    CONSTRAINT ck_pilot_title_length CHECK (length(title) BETWEEN 1 AND 200),
    CONSTRAINT ck_pilot_aim_length CHECK (length(aim) BETWEEN 0 AND 20000),
    CONSTRAINT ck_pilot_hypothesis_length CHECK (length(hypothesis) BETWEEN 0 AND 20000),
    CONSTRAINT ck_pilot_prediction_length CHECK (length(prediction) BETWEEN 0 AND 20000),
    CONSTRAINT ck_pilot_description_length CHECK (length(description) BETWEEN 0 AND 20000),
    CONSTRAINT ck_pilot_partners_length CHECK (length(partners) BETWEEN 0 AND 20000),
    CONSTRAINT ck_pilot_research_length CHECK (length(research) BETWEEN 0 AND 20000),
    CONSTRAINT ck_pilot_owner_after_length CHECK (length(owner_after) BETWEEN 0 AND 120),
    CONSTRAINT ck_pilot_reach CHECK (reach BETWEEN 0 AND 100000000 AND reach = CAST(reach AS BIGINT)),
    CONSTRAINT ck_pilot_dates CHECK (ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on),
    CONSTRAINT ck_pilot_parked CHECK (parked_on IS NULL OR closed_on IS NULL),
    CONSTRAINT ck_pilot_next_item CHECK (next_item >= 1),
    CONSTRAINT uq_pilot_id_team_id UNIQUE (id, team_id),
    CONSTRAINT uq_pilot_number UNIQUE (number),
    CONSTRAINT fk_pilot_goal_id FOREIGN KEY(goal_id) REFERENCES goal (id),
    CONSTRAINT fk_pilot_copied_from FOREIGN KEY(copied_from) REFERENCES pilot (id),
    CONSTRAINT fk_pilot_team_id FOREIGN KEY(team_id) REFERENCES team (id),
    CONSTRAINT fk_pilot_sponsor_id FOREIGN KEY(sponsor_id) REFERENCES person (id),
    CONSTRAINT fk_pilot_coach_id FOREIGN KEY(coach_id) REFERENCES person (id)
)
;

CREATE INDEX ix_pilot_coach_id ON pilot (coach_id)
;

CREATE INDEX ix_pilot_copied_from ON pilot (copied_from)
;

CREATE INDEX ix_pilot_goal_id ON pilot (goal_id)
;

CREATE INDEX ix_pilot_sponsor_id ON pilot (sponsor_id)
;

CREATE INDEX ix_pilot_team_id_number ON pilot (team_id, number)
;

CREATE TABLE retro_note (
    id BIGINT NOT NULL,
    retro_id INTEGER NOT NULL,
    prompt VARCHAR(40) NOT NULL,
    text VARCHAR NOT NULL,
    dots INTEGER NOT NULL,
    author VARCHAR(120),
    CONSTRAINT pk_retro_note PRIMARY KEY (id),
    CONSTRAINT ck_retro_note_text_length CHECK (length(text) BETWEEN 1 AND 20000),
    CONSTRAINT ck_retro_note_dots CHECK (dots BETWEEN 0 AND 99 AND dots = CAST(dots AS BIGINT)),
    CONSTRAINT fk_retro_note_retro_id FOREIGN KEY(retro_id) REFERENCES retrospective (id)
)
;

CREATE INDEX ix_retro_note_retro_id ON retro_note (retro_id)
;

CREATE TABLE retro_participant (
    id SERIAL NOT NULL,
    retro_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    CONSTRAINT pk_retro_participant PRIMARY KEY (id),
    CONSTRAINT uq_retro_participant_retro_id_person_id UNIQUE (retro_id, person_id),
    CONSTRAINT fk_retro_participant_retro_id FOREIGN KEY(retro_id) REFERENCES retrospective (id),
    CONSTRAINT fk_retro_participant_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
;

CREATE INDEX ix_retro_participant_person_id ON retro_participant (person_id)
;

CREATE TABLE backlog_item (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    pilot_id INTEGER NOT NULL,
    team_id INTEGER,
    sprint_id INTEGER,
    number INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    type VARCHAR(20) NOT NULL,
    state VARCHAR(20) NOT NULL,
    rank VARCHAR(64) COLLATE "C" NOT NULL,
    estimate INTEGER,
    assignee_id INTEGER,
    due_on DATE,
    description VARCHAR NOT NULL,
    blocked_reason VARCHAR(200) NOT NULL,
    blocked_since TIMESTAMP WITH TIME ZONE,
    drop_reason VARCHAR(200) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE,
    finished_at TIMESTAMP WITH TIME ZONE,
    state_since TIMESTAMP WITH TIME ZONE NOT NULL,
    archived_at TIMESTAMP WITH TIME ZONE,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_backlog_item PRIMARY KEY (id),
    CONSTRAINT ck_backlog_item_title_length CHECK (length(title) BETWEEN 1 AND 200),
    CONSTRAINT ck_backlog_item_description_length CHECK (length(description) BETWEEN 0 AND 20000),
    CONSTRAINT ck_backlog_item_blocked_reason_length CHECK (length(blocked_reason) BETWEEN 0 AND 200),
    CONSTRAINT ck_backlog_item_drop_reason_length CHECK (length(drop_reason) BETWEEN 0 AND 200),
    CONSTRAINT ck_backlog_item_estimate CHECK (estimate BETWEEN 0 AND 100 AND estimate = CAST(estimate AS BIGINT)),
    CONSTRAINT ck_backlog_item_blocked CHECK ((blocked_reason = '') = (blocked_since IS NULL)),
    CONSTRAINT ck_backlog_item_dropped CHECK (state <> 'dropped' OR drop_reason <> ''),
    CONSTRAINT ck_backlog_item_finished CHECK ((state = 'done') = (finished_at IS NOT NULL)),
    CONSTRAINT uq_backlog_item_pilot_id_number UNIQUE (pilot_id, number),
    CONSTRAINT fk_backlog_item_pilot_id FOREIGN KEY(pilot_id) REFERENCES pilot (id),
    CONSTRAINT fk_backlog_item_team_follows_pilot FOREIGN KEY(pilot_id, team_id) REFERENCES pilot (id, team_id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_backlog_item_sprint_of_team CHECK (sprint_id IS NULL OR team_id IS NOT NULL),
    CONSTRAINT fk_backlog_item_sprint_of_team FOREIGN KEY(sprint_id, team_id) REFERENCES sprint (id, team_id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_backlog_item_itemtype CHECK (type IN ('story', 'task', 'spike', 'improvement')),
    CONSTRAINT ck_backlog_item_itemstate CHECK (state IN ('backlog', 'ready', 'in_progress', 'review', 'done', 'dropped')),
    CONSTRAINT fk_backlog_item_assignee_id FOREIGN KEY(assignee_id) REFERENCES person (id)
)
;

CREATE INDEX ix_backlog_item_assignee ON backlog_item (assignee_id, state)
;

CREATE INDEX ix_backlog_item_blocked ON backlog_item (rank, id, blocked_since) WHERE blocked_since IS NOT NULL
;

CREATE INDEX ix_backlog_item_life ON backlog_item (rank, id, created_at, finished_at, state, state_since)
;

CREATE INDEX ix_backlog_item_pilot_activity ON backlog_item (pilot_id, state_since)
;

CREATE INDEX ix_backlog_item_pilot_begun ON backlog_item (pilot_id, started_at) WHERE started_at IS NOT NULL
;

CREATE INDEX ix_backlog_item_pilot_blocked ON backlog_item (pilot_id, blocked_since) WHERE blocked_since IS NOT NULL
;

CREATE INDEX ix_backlog_item_pilot_finished ON backlog_item (pilot_id, state, finished_at)
;

CREATE INDEX ix_backlog_item_pilot_state ON backlog_item (pilot_id, state, rank)
;

CREATE INDEX ix_backlog_item_rank ON backlog_item (rank, id, state, archived_at)
;

CREATE INDEX ix_backlog_item_sprint ON backlog_item (sprint_id, state, rank) WHERE sprint_id IS NOT NULL
;

CREATE INDEX ix_backlog_item_team_blocked ON backlog_item (team_id, blocked_since) WHERE blocked_since IS NOT NULL
;

CREATE INDEX ix_backlog_item_team_finished ON backlog_item (team_id, state, finished_at)
;

CREATE INDEX ix_backlog_item_team_state ON backlog_item (team_id, state, rank)
;

CREATE UNIQUE INDEX uq_backlog_item_pilot_rank ON backlog_item (pilot_id, rank) WHERE team_id IS NULL
;

CREATE UNIQUE INDEX uq_backlog_item_team_rank ON backlog_item (team_id, rank) WHERE team_id IS NOT NULL
;

CREATE TABLE cost_line (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    pilot_id INTEGER NOT NULL,
    kind VARCHAR(20) NOT NULL,
    basis VARCHAR(20) NOT NULL,
    label VARCHAR(200) NOT NULL,
    amount BIGINT NOT NULL,
    funding VARCHAR(200) NOT NULL,
    on_day DATE,
    CONSTRAINT pk_cost_line PRIMARY KEY (id),
    CONSTRAINT ck_cost_line_label_length CHECK (length(label) BETWEEN 1 AND 200),
    CONSTRAINT ck_cost_line_funding_length CHECK (length(funding) BETWEEN 0 AND 200),
    CONSTRAINT ck_cost_line_amount CHECK (amount BETWEEN 0 AND 1000000000000 AND amount = CAST(amount AS BIGINT)),
    CONSTRAINT uq_cost_line_number UNIQUE (number),
    CONSTRAINT fk_cost_line_pilot_id FOREIGN KEY(pilot_id) REFERENCES pilot (id),
    CONSTRAINT ck_cost_line_costkind CHECK (kind IN ('one_time', 'recurring')),
    CONSTRAINT ck_cost_line_costbasis CHECK (basis IN ('planned', 'actual', 'at_scale'))
)
;

CREATE INDEX ix_cost_line_pilot_id_basis_kind ON cost_line (pilot_id, basis, kind)
;

CREATE TABLE decision (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    pilot_id INTEGER NOT NULL,
    step VARCHAR(20) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    recommended VARCHAR(20) NOT NULL,
    decided_on DATE NOT NULL,
    deciders VARCHAR(200) NOT NULL,
    reason VARCHAR NOT NULL,
    conditions VARCHAR NOT NULL,
    item VARCHAR(200) NOT NULL,
    vote VARCHAR(200) NOT NULL,
    review_on DATE,
    digest VARCHAR(64) NOT NULL,
    made_at TIMESTAMP WITH TIME ZONE NOT NULL,
    made_by VARCHAR(120) NOT NULL,
    withdrawn_at TIMESTAMP WITH TIME ZONE,
    folded VARCHAR NOT NULL,
    snapshot VARCHAR NOT NULL,
    CONSTRAINT pk_decision PRIMARY KEY (id),
    CONSTRAINT ck_decision_reason_length CHECK (length(reason) BETWEEN 1 AND 20000),
    CONSTRAINT ck_decision_deciders_length CHECK (length(deciders) BETWEEN 1 AND 200),
    CONSTRAINT ck_decision_conditions_length CHECK (length(conditions) BETWEEN 0 AND 20000),
    CONSTRAINT ck_decision_item_length CHECK (length(item) BETWEEN 0 AND 200),
    CONSTRAINT ck_decision_vote_length CHECK (length(vote) BETWEEN 0 AND 200),
    CONSTRAINT ck_decision_digest CHECK (length(digest) = 64),
    CONSTRAINT uq_decision_number UNIQUE (number),
    CONSTRAINT fk_decision_pilot_id FOREIGN KEY(pilot_id) REFERENCES pilot (id),
    CONSTRAINT ck_decision_decisionstep CHECK (step IN ('staff', 'board')),
    CONSTRAINT ck_decision_decisionkind CHECK (kind IN ('scale', 'extend', 'adapt', 'stop')),
    CONSTRAINT ck_decision_recommended CHECK (recommended IN ('scale', 'scale_when_funded', 'extend', 'adapt', 'stop', 'decide_now'))
)
;

CREATE INDEX ix_decision_pilot_id_decided_on_id ON decision (pilot_id, decided_on, id)
;

CREATE TABLE decision_rule (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    pilot_id INTEGER NOT NULL,
    size VARCHAR(20) NOT NULL,
    measure VARCHAR(200) NOT NULL,
    unit VARCHAR(60) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    direction VARCHAR(20) NOT NULL,
    baseline FLOAT,
    baseline_n INTEGER,
    target FLOAT,
    smallest_change FLOAT NOT NULL,
    spread FLOAT,
    expected_n INTEGER,
    certainty INTEGER NOT NULL,
    rises_by_itself BOOLEAN NOT NULL,
    comparison VARCHAR(200) NOT NULL,
    decision_on DATE,
    locked_at TIMESTAMP WITH TIME ZONE,
    locked_by VARCHAR(120) NOT NULL,
    locked_late BOOLEAN NOT NULL,
    CONSTRAINT pk_decision_rule PRIMARY KEY (id),
    CONSTRAINT ck_decision_rule_measure_length CHECK (length(measure) BETWEEN 1 AND 200),
    CONSTRAINT ck_decision_rule_unit_length CHECK (length(unit) BETWEEN 0 AND 60),
    CONSTRAINT ck_decision_rule_comparison_length CHECK (length(comparison) BETWEEN 0 AND 200),
    CONSTRAINT ck_decision_rule_smallest CHECK (smallest_change > 0),
    CONSTRAINT ck_decision_rule_certainty CHECK (certainty BETWEEN 50 AND 99 AND certainty = CAST(certainty AS BIGINT)),
    CONSTRAINT ck_decision_rule_baseline_n CHECK (baseline_n BETWEEN 1 AND 100000000 AND baseline_n = CAST(baseline_n AS BIGINT)),
    CONSTRAINT ck_decision_rule_expected_n CHECK (expected_n BETWEEN 1 AND 100000000 AND expected_n = CAST(expected_n AS BIGINT)),
    CONSTRAINT ck_decision_rule_spread CHECK (spread IS NULL OR spread > 0),
    CONSTRAINT ck_decision_rule_locked CHECK ((locked_at IS NULL) = (locked_by = '')),
    CONSTRAINT uq_decision_rule_pilot_id UNIQUE (pilot_id),
    CONSTRAINT fk_decision_rule_pilot_id FOREIGN KEY(pilot_id) REFERENCES pilot (id),
    CONSTRAINT ck_decision_rule_size CHECK (size IN ('small', 'large')),
    CONSTRAINT ck_decision_rule_measurekind CHECK (kind IN ('rate', 'mean')),
    CONSTRAINT ck_decision_rule_direction CHECK (direction IN ('up', 'down'))
)
;

CREATE TABLE gate_check (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    pilot_id INTEGER NOT NULL,
    gate VARCHAR(20) NOT NULL,
    state VARCHAR(20) NOT NULL,
    detail VARCHAR(20),
    value FLOAT,
    chance FLOAT,
    half_width FLOAT,
    n INTEGER,
    asked INTEGER,
    groups VARCHAR(200) NOT NULL,
    evidence VARCHAR NOT NULL,
    on_day DATE NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    checked_by VARCHAR(120) NOT NULL,
    CONSTRAINT pk_gate_check PRIMARY KEY (id),
    CONSTRAINT ck_gate_check_evidence_length CHECK (length(evidence) BETWEEN 0 AND 20000),
    CONSTRAINT ck_gate_check_groups_length CHECK (length(groups) BETWEEN 0 AND 200),
    CONSTRAINT ck_gate_check_stated CHECK (state <> 'waived'),
    CONSTRAINT ck_gate_check_evident CHECK (state = 'unknown' OR evidence <> ''),
    CONSTRAINT ck_gate_check_chance CHECK (chance IS NULL OR (chance >= 0 AND chance <= 1)),
    CONSTRAINT ck_gate_check_half_width CHECK (half_width IS NULL OR half_width >= 0),
    CONSTRAINT ck_gate_check_n CHECK (n BETWEEN 0 AND 100000000 AND n = CAST(n AS BIGINT)),
    CONSTRAINT ck_gate_check_asked CHECK (asked BETWEEN 0 AND 100000000 AND asked = CAST(asked AS BIGINT)),
    CONSTRAINT fk_gate_check_pilot_id FOREIGN KEY(pilot_id) REFERENCES pilot (id),
    CONSTRAINT ck_gate_check_gate CHECK (gate IN ('G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8')),
    CONSTRAINT ck_gate_check_gatestate CHECK (state IN ('pass', 'watch', 'fail', 'unknown', 'waived')),
    CONSTRAINT ck_gate_check_detail CHECK (detail IN ('fixable', 'not_fixable', 'probably_below', 'uncertain', 'cheaper_form', 'no_cheaper_form'))
)
;

CREATE INDEX ix_gate_check_pilot_id_gate_on_day_id ON gate_check (pilot_id, gate, on_day, id)
;

CREATE TABLE gate_waiver (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    pilot_id INTEGER NOT NULL,
    gate VARCHAR(20) NOT NULL,
    waived_by VARCHAR(120) NOT NULL,
    plan VARCHAR NOT NULL,
    due_on DATE NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    withdrawn_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_gate_waiver PRIMARY KEY (id),
    CONSTRAINT ck_gate_waiver_plan_length CHECK (length(plan) BETWEEN 1 AND 20000),
    CONSTRAINT ck_gate_waiver_waived_by_length CHECK (length(waived_by) BETWEEN 1 AND 120),
    CONSTRAINT ck_gate_waiver_waivable CHECK (gate IN ('G3', 'G5', 'G6', 'G7')),
    CONSTRAINT fk_gate_waiver_pilot_id FOREIGN KEY(pilot_id) REFERENCES pilot (id),
    CONSTRAINT ck_gate_waiver_gate CHECK (gate IN ('G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8'))
)
;

CREATE INDEX ix_gate_waiver_pilot_id ON gate_waiver (pilot_id)
;

CREATE UNIQUE INDEX uq_gate_waiver_standing ON gate_waiver (pilot_id, gate) WHERE withdrawn_at IS NULL
;

CREATE TABLE idea (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    need VARCHAR NOT NULL,
    for_whom VARCHAR NOT NULL,
    might_help VARCHAR NOT NULL,
    assessment VARCHAR NOT NULL,
    state VARCHAR(20) NOT NULL,
    reason VARCHAR(200) NOT NULL,
    proposed_by VARCHAR(120) NOT NULL,
    proposed_on DATE NOT NULL,
    answered_on DATE,
    site_id INTEGER,
    goal_id INTEGER,
    pilot_id INTEGER,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_idea PRIMARY KEY (id),
    CONSTRAINT ck_idea_title_length CHECK (length(title) BETWEEN 1 AND 200),
    CONSTRAINT ck_idea_need_length CHECK (length(need) BETWEEN 0 AND 20000),
    CONSTRAINT ck_idea_for_whom_length CHECK (length(for_whom) BETWEEN 0 AND 20000),
    CONSTRAINT ck_idea_might_help_length CHECK (length(might_help) BETWEEN 0 AND 20000),
    CONSTRAINT ck_idea_assessment_length CHECK (length(assessment) BETWEEN 0 AND 20000),
    CONSTRAINT ck_idea_reason_length CHECK (length(reason) BETWEEN 0 AND 200),
    CONSTRAINT ck_idea_accepted CHECK ((state = 'accepted') = (pilot_id IS NOT NULL)),
    CONSTRAINT ck_idea_declined CHECK (state <> 'declined' OR reason <> ''),
    CONSTRAINT uq_idea_number UNIQUE (number),
    CONSTRAINT ck_idea_ideastate CHECK (state IN ('proposed', 'assessed', 'accepted', 'declined')),
    CONSTRAINT fk_idea_site_id FOREIGN KEY(site_id) REFERENCES site (id),
    CONSTRAINT fk_idea_goal_id FOREIGN KEY(goal_id) REFERENCES goal (id),
    CONSTRAINT fk_idea_pilot_id FOREIGN KEY(pilot_id) REFERENCES pilot (id)
)
;

CREATE INDEX ix_idea_goal_id ON idea (goal_id)
;

CREATE INDEX ix_idea_pilot_id ON idea (pilot_id)
;

CREATE INDEX ix_idea_site_id ON idea (site_id)
;

CREATE INDEX ix_idea_state_proposed_on ON idea (state, proposed_on)
;

CREATE TABLE pilot_programme (
    id SERIAL NOT NULL,
    pilot_id INTEGER NOT NULL,
    programme_id INTEGER NOT NULL,
    CONSTRAINT pk_pilot_programme PRIMARY KEY (id),
    CONSTRAINT uq_pilot_programme_pilot_id_programme_id UNIQUE (pilot_id, programme_id),
    CONSTRAINT fk_pilot_programme_pilot_id FOREIGN KEY(pilot_id) REFERENCES pilot (id),
    CONSTRAINT fk_pilot_programme_programme_id FOREIGN KEY(programme_id) REFERENCES programme (id)
)
;

CREATE INDEX ix_pilot_programme_programme_id ON pilot_programme (programme_id)
;

CREATE TABLE pilot_site (
    id SERIAL NOT NULL,
    pilot_id INTEGER NOT NULL,
    site_id INTEGER NOT NULL,
    CONSTRAINT pk_pilot_site PRIMARY KEY (id),
    CONSTRAINT uq_pilot_site_pilot_id_site_id UNIQUE (pilot_id, site_id),
    CONSTRAINT fk_pilot_site_pilot_id FOREIGN KEY(pilot_id) REFERENCES pilot (id),
    CONSTRAINT fk_pilot_site_site_id FOREIGN KEY(site_id) REFERENCES site (id)
)
;

CREATE INDEX ix_pilot_site_site_id ON pilot_site (site_id)
;

CREATE TABLE pilot_summary (
    id SERIAL NOT NULL,
    pilot_id INTEGER NOT NULL,
    recommended VARCHAR(20) NOT NULL,
    score FLOAT,
    floor FLOAT,
    coverage FLOAT NOT NULL,
    chance FLOAT,
    gates VARCHAR(8) NOT NULL,
    voices INTEGER NOT NULL,
    yearly_cost BIGINT,
    size VARCHAR(20) NOT NULL,
    last_number INTEGER,
    last_kind VARCHAR(20),
    last_recommended VARCHAR(20),
    last_on DATE,
    last_review_on DATE,
    content VARCHAR NOT NULL,
    CONSTRAINT pk_pilot_summary PRIMARY KEY (id),
    CONSTRAINT ck_pilot_summary_gates CHECK (length(gates) = 8),
    CONSTRAINT ck_pilot_summary_yearly_cost CHECK (yearly_cost BETWEEN 0 AND 1000000000000 AND yearly_cost = CAST(yearly_cost AS BIGINT)),
    CONSTRAINT uq_pilot_summary_pilot_id UNIQUE (pilot_id),
    CONSTRAINT fk_pilot_summary_pilot_id FOREIGN KEY(pilot_id) REFERENCES pilot (id) ON DELETE CASCADE,
    CONSTRAINT ck_pilot_summary_recommended CHECK (recommended IN ('scale', 'scale_when_funded', 'extend', 'adapt', 'stop', 'decide_now')),
    CONSTRAINT ck_pilot_summary_size CHECK (size IN ('small', 'large')),
    CONSTRAINT ck_pilot_summary_decisionkind CHECK (last_kind IN ('scale', 'extend', 'adapt', 'stop')),
    CONSTRAINT ck_pilot_summary_last_recommended CHECK (last_recommended IN ('scale', 'scale_when_funded', 'extend', 'adapt', 'stop', 'decide_now'))
)
;

CREATE INDEX ix_pilot_summary_list ON pilot_summary (recommended, score, pilot_id, floor, coverage, chance, gates, voices, yearly_cost, size, last_number, last_kind, last_recommended, last_on, last_review_on)
;

CREATE TABLE rating (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    pilot_id INTEGER NOT NULL,
    criterion VARCHAR(60) NOT NULL,
    rater VARCHAR(120) NOT NULL,
    level INTEGER,
    note VARCHAR NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_rating PRIMARY KEY (id),
    CONSTRAINT ck_rating_note_length CHECK (length(note) BETWEEN 0 AND 20000),
    CONSTRAINT ck_rating_criterion_length CHECK (length(criterion) BETWEEN 1 AND 60),
    CONSTRAINT ck_rating_level CHECK (level BETWEEN 0 AND 3 AND level = CAST(level AS BIGINT)),
    CONSTRAINT uq_rating_pilot_id_criterion_rater UNIQUE (pilot_id, criterion, rater),
    CONSTRAINT fk_rating_pilot_id FOREIGN KEY(pilot_id) REFERENCES pilot (id)
)
;

CREATE TABLE rule_amendment (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    pilot_id INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    author VARCHAR(120) NOT NULL,
    reason VARCHAR(200) NOT NULL,
    change VARCHAR NOT NULL,
    CONSTRAINT pk_rule_amendment PRIMARY KEY (id),
    CONSTRAINT ck_rule_amendment_reason_length CHECK (length(reason) BETWEEN 1 AND 200),
    CONSTRAINT ck_rule_amendment_change_length CHECK (length(change) BETWEEN 1 AND 20000),
    CONSTRAINT fk_rule_amendment_pilot_id FOREIGN KEY(pilot_id) REFERENCES pilot (id)
)
;

CREATE INDEX ix_rule_amendment_pilot_id_at ON rule_amendment (pilot_id, at)
;

CREATE TABLE acceptance_criterion (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    text VARCHAR(200) NOT NULL,
    met BOOLEAN NOT NULL,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_acceptance_criterion PRIMARY KEY (id),
    CONSTRAINT ck_acceptance_criterion_text_length CHECK (length(text) BETWEEN 1 AND 200),
    CONSTRAINT fk_acceptance_criterion_item_id FOREIGN KEY(item_id) REFERENCES backlog_item (id)
)
;

CREATE INDEX ix_acceptance_criterion_item_id_position ON acceptance_criterion (item_id, position)
;

CREATE TABLE impediment (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    team_id INTEGER NOT NULL,
    sprint_id INTEGER,
    item_id INTEGER,
    title VARCHAR(200) NOT NULL,
    level VARCHAR(20) NOT NULL,
    raised_at TIMESTAMP WITH TIME ZONE NOT NULL,
    raised_by VARCHAR(120) NOT NULL,
    owner_id INTEGER,
    answered_at TIMESTAMP WITH TIME ZONE,
    answer VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_impediment PRIMARY KEY (id),
    CONSTRAINT ck_impediment_title_length CHECK (length(title) BETWEEN 1 AND 200),
    CONSTRAINT ck_impediment_answer_length CHECK (length(answer) BETWEEN 0 AND 20000),
    CONSTRAINT ck_impediment_answered CHECK ((answer = '') = (answered_at IS NULL)),
    CONSTRAINT uq_impediment_number UNIQUE (number),
    CONSTRAINT fk_impediment_team_id FOREIGN KEY(team_id) REFERENCES team (id),
    CONSTRAINT fk_impediment_sprint_id FOREIGN KEY(sprint_id) REFERENCES sprint (id),
    CONSTRAINT fk_impediment_item_id FOREIGN KEY(item_id) REFERENCES backlog_item (id),
    CONSTRAINT ck_impediment_level CHECK (level IN ('team', 'coach', 'executive')),
    CONSTRAINT fk_impediment_owner_id FOREIGN KEY(owner_id) REFERENCES person (id)
)
;

CREATE INDEX ix_impediment_item_id ON impediment (item_id)
;

CREATE INDEX ix_impediment_sprint_id ON impediment (sprint_id)
;

CREATE INDEX ix_impediment_team_id_answered_at ON impediment (team_id, answered_at)
;

CREATE TABLE item_event (
    id SERIAL NOT NULL,
    item_id INTEGER NOT NULL,
    sprint_id INTEGER,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    kind VARCHAR(20) NOT NULL,
    before VARCHAR(60) NOT NULL,
    after VARCHAR(60) NOT NULL,
    detail VARCHAR(200) NOT NULL,
    actor VARCHAR(120) NOT NULL,
    CONSTRAINT pk_item_event PRIMARY KEY (id),
    CONSTRAINT ck_item_event_detail_length CHECK (length(detail) BETWEEN 0 AND 200),
    CONSTRAINT fk_item_event_item_id FOREIGN KEY(item_id) REFERENCES backlog_item (id),
    CONSTRAINT fk_item_event_sprint_id FOREIGN KEY(sprint_id) REFERENCES sprint (id),
    CONSTRAINT ck_item_event_eventkind CHECK (kind IN ('created', 'state', 'reopened', 'estimate', 'blocked', 'unblocked', 'split', 'moved_pilot', 'sprint_added', 'sprint_removed'))
)
;

CREATE INDEX ix_item_event_item_id_at ON item_event (item_id, at)
;

CREATE INDEX ix_item_event_sprint_id ON item_event (sprint_id)
;

CREATE TABLE item_label (
    id SERIAL NOT NULL,
    item_id INTEGER NOT NULL,
    label_id INTEGER NOT NULL,
    CONSTRAINT pk_item_label PRIMARY KEY (id),
    CONSTRAINT uq_item_label_item_id_label_id UNIQUE (item_id, label_id),
    CONSTRAINT fk_item_label_item_id FOREIGN KEY(item_id) REFERENCES backlog_item (id),
    CONSTRAINT fk_item_label_label_id FOREIGN KEY(label_id) REFERENCES label (id)
)
;

CREATE INDEX ix_item_label_label_id ON item_label (label_id)
;

CREATE TABLE item_link (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    url VARCHAR(2000) NOT NULL,
    title VARCHAR(200) NOT NULL,
    CONSTRAINT pk_item_link PRIMARY KEY (id),
    CONSTRAINT ck_item_link_url_length CHECK (length(url) BETWEEN 1 AND 2000),
    CONSTRAINT ck_item_link_title_length CHECK (length(title) BETWEEN 0 AND 200),
    CONSTRAINT fk_item_link_item_id FOREIGN KEY(item_id) REFERENCES backlog_item (id)
)
;

CREATE INDEX ix_item_link_item_id ON item_link (item_id)
;

CREATE TABLE item_note (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    author VARCHAR(120) NOT NULL,
    text VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_item_note PRIMARY KEY (id),
    CONSTRAINT ck_item_note_text_length CHECK (length(text) BETWEEN 1 AND 20000),
    CONSTRAINT ck_item_note_author_length CHECK (length(author) BETWEEN 1 AND 120),
    CONSTRAINT fk_item_note_item_id FOREIGN KEY(item_id) REFERENCES backlog_item (id)
)
;

CREATE INDEX ix_item_note_item_id_at ON item_note (item_id, at)
;

CREATE TABLE retro_action (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    retro_id INTEGER NOT NULL,
    team_id INTEGER NOT NULL,
    text VARCHAR(200) NOT NULL,
    owner_id INTEGER,
    due_on DATE,
    agreed_on DATE NOT NULL,
    done_on DATE,
    drop_reason VARCHAR(200) NOT NULL,
    carried INTEGER NOT NULL,
    item_id INTEGER,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_retro_action PRIMARY KEY (id),
    CONSTRAINT ck_retro_action_text_length CHECK (length(text) BETWEEN 1 AND 200),
    CONSTRAINT ck_retro_action_drop_reason_length CHECK (length(drop_reason) BETWEEN 0 AND 200),
    CONSTRAINT ck_retro_action_ended_once CHECK (done_on IS NULL OR drop_reason = ''),
    CONSTRAINT uq_retro_action_number UNIQUE (number),
    CONSTRAINT fk_retro_action_retro_id FOREIGN KEY(retro_id) REFERENCES retrospective (id),
    CONSTRAINT fk_retro_action_team_id FOREIGN KEY(team_id) REFERENCES team (id),
    CONSTRAINT fk_retro_action_owner_id FOREIGN KEY(owner_id) REFERENCES person (id),
    CONSTRAINT fk_retro_action_item_id FOREIGN KEY(item_id) REFERENCES backlog_item (id)
)
;

CREATE INDEX ix_retro_action_item_id ON retro_action (item_id)
;

CREATE INDEX ix_retro_action_owner_id_done_on ON retro_action (owner_id, done_on)
;

CREATE INDEX ix_retro_action_retro_id ON retro_action (retro_id)
;

CREATE INDEX ix_retro_action_team_id_done_on ON retro_action (team_id, done_on)
;

CREATE TABLE sprint_item (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    sprint_id INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    committed BOOLEAN NOT NULL,
    size_committed INTEGER,
    carried_from INTEGER,
    added_at TIMESTAMP WITH TIME ZONE NOT NULL,
    added_reason VARCHAR(200) NOT NULL,
    removed_at TIMESTAMP WITH TIME ZONE,
    removed_reason VARCHAR(200) NOT NULL,
    outcome VARCHAR(20),
    outcome_reason VARCHAR(200) NOT NULL,
    next_sprint INTEGER,
    CONSTRAINT pk_sprint_item PRIMARY KEY (id),
    CONSTRAINT ck_sprint_item_added_reason_length CHECK (length(added_reason) BETWEEN 0 AND 200),
    CONSTRAINT ck_sprint_item_removed_reason_length CHECK (length(removed_reason) BETWEEN 0 AND 200),
    CONSTRAINT ck_sprint_item_outcome_reason_length CHECK (length(outcome_reason) BETWEEN 0 AND 200),
    CONSTRAINT ck_sprint_item_size_committed CHECK (size_committed BETWEEN 0 AND 100 AND size_committed = CAST(size_committed AS BIGINT)),
    CONSTRAINT uq_sprint_item_sprint_id_item_id UNIQUE (sprint_id, item_id),
    CONSTRAINT fk_sprint_item_sprint_id FOREIGN KEY(sprint_id) REFERENCES sprint (id),
    CONSTRAINT fk_sprint_item_item_id FOREIGN KEY(item_id) REFERENCES backlog_item (id),
    CONSTRAINT fk_sprint_item_carried_from FOREIGN KEY(carried_from) REFERENCES sprint (id),
    CONSTRAINT ck_sprint_item_itemoutcome CHECK (outcome IN ('done', 'carried', 'returned', 'dropped')),
    CONSTRAINT fk_sprint_item_next_sprint FOREIGN KEY(next_sprint) REFERENCES sprint (id)
)
;

CREATE INDEX ix_sprint_item_item_id_sprint_id ON sprint_item (item_id, sprint_id)
;

CREATE TABLE support_request (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    idea_id INTEGER,
    pilot_id INTEGER,
    kind VARCHAR(20) NOT NULL,
    text VARCHAR NOT NULL,
    asked_by VARCHAR(120) NOT NULL,
    asked_on DATE NOT NULL,
    answer VARCHAR(20),
    answered_on DATE,
    answered_by VARCHAR(120) NOT NULL,
    note VARCHAR NOT NULL,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_support_request PRIMARY KEY (id),
    CONSTRAINT ck_support_request_text_length CHECK (length(text) BETWEEN 1 AND 20000),
    CONSTRAINT ck_support_request_note_length CHECK (length(note) BETWEEN 0 AND 20000),
    CONSTRAINT ck_support_request_for_one CHECK ((idea_id IS NULL) <> (pilot_id IS NULL)),
    CONSTRAINT ck_support_request_answered CHECK ((answer IS NULL) = (answered_on IS NULL)),
    CONSTRAINT uq_support_request_number UNIQUE (number),
    CONSTRAINT fk_support_request_idea_id FOREIGN KEY(idea_id) REFERENCES idea (id),
    CONSTRAINT fk_support_request_pilot_id FOREIGN KEY(pilot_id) REFERENCES pilot (id),
    CONSTRAINT ck_support_request_supportkind CHECK (kind IN ('time', 'money', 'coaching', 'training', 'data', 'technology')),
    CONSTRAINT ck_support_request_supportanswer CHECK (answer IN ('granted', 'partly', 'declined'))
)
;

CREATE INDEX ix_support_request_answered_on_asked_on ON support_request (answered_on, asked_on)
;

CREATE INDEX ix_support_request_idea_id ON support_request (idea_id)
;

CREATE INDEX ix_support_request_pilot_id ON support_request (pilot_id)
;

CREATE TABLE feedback (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    pilot_id INTEGER NOT NULL,
    sprint_id INTEGER,
    site_id INTEGER,
    item_id INTEGER,
    action_id INTEGER,
    owner_id INTEGER,
    on_day DATE NOT NULL,
    role VARCHAR(20) NOT NULL,
    channel VARCHAR(20) NOT NULL,
    focal_group VARCHAR(120) NOT NULL,
    prompt VARCHAR(2000) NOT NULL,
    rating INTEGER,
    scale_low INTEGER,
    scale_high INTEGER,
    good_end VARCHAR(20),
    quote VARCHAR NOT NULL,
    no_content BOOLEAN NOT NULL,
    sentiment VARCHAR(20),
    severity INTEGER NOT NULL,
    status VARCHAR(20) NOT NULL,
    answer VARCHAR NOT NULL,
    answer_kind VARCHAR(20),
    answered_on DATE,
    consent VARCHAR(20) NOT NULL,
    identity VARCHAR(20) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    logged_by VARCHAR(120) NOT NULL,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_feedback PRIMARY KEY (id),
    CONSTRAINT ck_feedback_quote_length CHECK (length(quote) BETWEEN 0 AND 20000),
    CONSTRAINT ck_feedback_answer_length CHECK (length(answer) BETWEEN 0 AND 20000),
    CONSTRAINT ck_feedback_prompt_length CHECK (length(prompt) BETWEEN 0 AND 2000),
    CONSTRAINT ck_feedback_focal_group_length CHECK (length(focal_group) BETWEEN 0 AND 120),
    CONSTRAINT ck_feedback_severity CHECK (severity BETWEEN 1 AND 4 AND severity = CAST(severity AS BIGINT)),
    CONSTRAINT ck_feedback_scale CHECK ((rating IS NULL) OR (scale_low IS NOT NULL AND scale_high > scale_low)),
    CONSTRAINT ck_feedback_answered CHECK (status NOT IN ('answered', 'declined') OR (answer <> '' AND answer_kind IS NOT NULL)),
    CONSTRAINT uq_feedback_number UNIQUE (number),
    CONSTRAINT fk_feedback_pilot_id FOREIGN KEY(pilot_id) REFERENCES pilot (id),
    CONSTRAINT fk_feedback_sprint_id FOREIGN KEY(sprint_id) REFERENCES sprint (id),
    CONSTRAINT fk_feedback_site_id FOREIGN KEY(site_id) REFERENCES site (id),
    CONSTRAINT fk_feedback_item_id FOREIGN KEY(item_id) REFERENCES backlog_item (id),
    CONSTRAINT fk_feedback_action_id FOREIGN KEY(action_id) REFERENCES retro_action (id),
    CONSTRAINT fk_feedback_owner_id FOREIGN KEY(owner_id) REFERENCES person (id),
    CONSTRAINT ck_feedback_voicerole CHECK (role IN ('student', 'family', 'teacher', 'staff', 'coach', 'leader', 'partner', 'community')),
    CONSTRAINT ck_feedback_channel CHECK (channel IN ('survey', 'interview', 'observation', 'meeting', 'message', 'ticket', 'hallway')),
    CONSTRAINT ck_feedback_goodend CHECK (good_end IN ('low', 'high')),
    CONSTRAINT ck_feedback_sentiment CHECK (sentiment IN ('positive', 'neutral', 'negative', 'mixed')),
    CONSTRAINT ck_feedback_feedbackstatus CHECK (status IN ('new', 'triaged', 'acting', 'answered', 'closed', 'declined', 'passed_on')),
    CONSTRAINT ck_feedback_answerkind CHECK (answer_kind IN ('did', 'did_not')),
    CONSTRAINT ck_feedback_consent CHECK (consent IN ('none', 'internal', 'public')),
    CONSTRAINT ck_feedback_identity CHECK (identity IN ('anonymous', 'confidential', 'attributed'))
)
;

CREATE INDEX ix_feedback_action_id ON feedback (action_id)
;

CREATE INDEX ix_feedback_harm ON feedback (pilot_id) WHERE severity = 4
;

CREATE INDEX ix_feedback_item_id ON feedback (item_id)
;

CREATE INDEX ix_feedback_on_day ON feedback (on_day)
;

CREATE INDEX ix_feedback_pilot_id_status_on_day ON feedback (pilot_id, status, on_day)
;

CREATE INDEX ix_feedback_site_id_role ON feedback (site_id, role)
;

CREATE INDEX ix_feedback_sprint_id ON feedback (sprint_id)
;

CREATE INDEX ix_feedback_status_on_day ON feedback (status, on_day)
;

CREATE TABLE feedback_theme (
    id SERIAL NOT NULL,
    feedback_id INTEGER NOT NULL,
    theme_id INTEGER NOT NULL,
    CONSTRAINT pk_feedback_theme PRIMARY KEY (id),
    CONSTRAINT uq_feedback_theme_feedback_id_theme_id UNIQUE (feedback_id, theme_id),
    CONSTRAINT fk_feedback_theme_feedback_id FOREIGN KEY(feedback_id) REFERENCES feedback (id),
    CONSTRAINT fk_feedback_theme_theme_id FOREIGN KEY(theme_id) REFERENCES theme (id)
)
;

CREATE INDEX ix_feedback_theme_theme_id ON feedback_theme (theme_id)
;

CREATE TABLE severity_judgement (
    id SERIAL NOT NULL,
    feedback_id INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    judge VARCHAR(120) NOT NULL,
    role VARCHAR(20) NOT NULL,
    verdict VARCHAR(20) NOT NULL,
    reason VARCHAR(200) NOT NULL,
    CONSTRAINT pk_severity_judgement PRIMARY KEY (id),
    CONSTRAINT ck_severity_judgement_reason_length CHECK (length(reason) BETWEEN 0 AND 200),
    CONSTRAINT fk_severity_judgement_feedback_id FOREIGN KEY(feedback_id) REFERENCES feedback (id),
    CONSTRAINT ck_severity_judgement_personrole CHECK (role IN ('member', 'coach', 'leader', 'steward')),
    CONSTRAINT ck_severity_judgement_verdict CHECK (verdict IN ('confirmed', 'unfounded', 'closed'))
)
;

CREATE INDEX ix_severity_judgement_feedback_id_at ON severity_judgement (feedback_id, at)
;
