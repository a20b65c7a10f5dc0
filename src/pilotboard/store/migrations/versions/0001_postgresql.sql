CREATE TABLE counter (
    id SERIAL NOT NULL,
    name VARCHAR(40) NOT NULL,
    next INTEGER NOT NULL,
    CONSTRAINT pk_counter PRIMARY KEY (id),
    CONSTRAINT ck_counter_positive CHECK (next >= 1),
    CONSTRAINT uq_counter_name UNIQUE (name)
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
    sample BOOLEAN NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_organisation PRIMARY KEY (id),
    CONSTRAINT ck_organisation_single CHECK (id = 1),
    CONSTRAINT ck_organisation_name_length CHECK (length(name) BETWEEN 1 AND 120),
    CONSTRAINT ck_organisation_time_zone_length CHECK (length(time_zone) BETWEEN 1 AND 60),
    CONSTRAINT ck_organisation_labelset CHECK (labels IN ('scrum', 'plain')),
    CONSTRAINT ck_organisation_counting CHECK (counting IN ('items', 'points'))
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
    CONSTRAINT ck_site_population CHECK (population BETWEEN 0 AND 10000000 AND population = CAST(population AS INTEGER)),
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
    formed_on DATE,
    dissolved_on DATE,
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_team PRIMARY KEY (id),
    CONSTRAINT ck_team_name_length CHECK (length(name) BETWEEN 1 AND 120),
    CONSTRAINT ck_team_purpose_length CHECK (length(purpose) BETWEEN 0 AND 20000),
    CONSTRAINT ck_team_charter_length CHECK (length(charter) BETWEEN 0 AND 20000),
    CONSTRAINT ck_team_agreements_length CHECK (length(agreements) BETWEEN 0 AND 20000),
    CONSTRAINT ck_team_definition_of_ready_length CHECK (length(definition_of_ready) BETWEEN 0 AND 20000),
    CONSTRAINT ck_team_definition_of_done_length CHECK (length(definition_of_done) BETWEEN 0 AND 20000),
    CONSTRAINT uq_team_number UNIQUE (number),
    CONSTRAINT uq_team_name UNIQUE (name)
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
    CONSTRAINT ck_board_state_wip_limit CHECK (wip_limit BETWEEN 1 AND 99 AND wip_limit = CAST(wip_limit AS INTEGER)),
    CONSTRAINT fk_board_state_team_id FOREIGN KEY(team_id) REFERENCES team (id),
    CONSTRAINT ck_board_state_itemstate CHECK (state IN ('backlog', 'ready', 'in_progress', 'review', 'done', 'dropped'))
)
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
    CONSTRAINT ck_membership_share CHECK (share BETWEEN 1 AND 100 AND share = CAST(share AS INTEGER)),
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
    team_id INTEGER,
    sponsor_id INTEGER,
    coach_id INTEGER,
    starts_on DATE,
    ends_on DATE,
    decision_due DATE,
    closed_on DATE,
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
    CONSTRAINT ck_pilot_dates CHECK (ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on),
    CONSTRAINT ck_pilot_next_item CHECK (next_item >= 1),
    CONSTRAINT uq_pilot_id_team_id UNIQUE (id, team_id),
    CONSTRAINT uq_pilot_number UNIQUE (number),
    CONSTRAINT fk_pilot_team_id FOREIGN KEY(team_id) REFERENCES team (id),
    CONSTRAINT fk_pilot_sponsor_id FOREIGN KEY(sponsor_id) REFERENCES person (id),
    CONSTRAINT fk_pilot_coach_id FOREIGN KEY(coach_id) REFERENCES person (id)
)
;

CREATE INDEX ix_pilot_coach_id ON pilot (coach_id)
;

CREATE INDEX ix_pilot_sponsor_id ON pilot (sponsor_id)
;

CREATE INDEX ix_pilot_team_id_number ON pilot (team_id, number)
;

CREATE TABLE backlog_item (
    id SERIAL NOT NULL,
    version INTEGER NOT NULL,
    pilot_id INTEGER NOT NULL,
    team_id INTEGER,
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
    folded VARCHAR NOT NULL,
    CONSTRAINT pk_backlog_item PRIMARY KEY (id),
    CONSTRAINT ck_backlog_item_title_length CHECK (length(title) BETWEEN 1 AND 200),
    CONSTRAINT ck_backlog_item_description_length CHECK (length(description) BETWEEN 0 AND 20000),
    CONSTRAINT ck_backlog_item_blocked_reason_length CHECK (length(blocked_reason) BETWEEN 0 AND 200),
    CONSTRAINT ck_backlog_item_drop_reason_length CHECK (length(drop_reason) BETWEEN 0 AND 200),
    CONSTRAINT ck_backlog_item_estimate CHECK (estimate BETWEEN 0 AND 100 AND estimate = CAST(estimate AS INTEGER)),
    CONSTRAINT ck_backlog_item_blocked CHECK ((blocked_reason = '') = (blocked_since IS NULL)),
    CONSTRAINT ck_backlog_item_dropped CHECK (state <> 'dropped' OR drop_reason <> ''),
    CONSTRAINT ck_backlog_item_finished CHECK ((state = 'done') = (finished_at IS NOT NULL)),
    CONSTRAINT uq_backlog_item_pilot_id_number UNIQUE (pilot_id, number),
    CONSTRAINT fk_backlog_item_pilot_id FOREIGN KEY(pilot_id) REFERENCES pilot (id),
    CONSTRAINT fk_backlog_item_team_follows_pilot FOREIGN KEY(pilot_id, team_id) REFERENCES pilot (id, team_id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT ck_backlog_item_itemtype CHECK (type IN ('story', 'task', 'spike', 'improvement')),
    CONSTRAINT ck_backlog_item_itemstate CHECK (state IN ('backlog', 'ready', 'in_progress', 'review', 'done', 'dropped')),
    CONSTRAINT fk_backlog_item_assignee_id FOREIGN KEY(assignee_id) REFERENCES person (id)
)
;

CREATE INDEX ix_backlog_item_assignee ON backlog_item (assignee_id, state)
;

CREATE INDEX ix_backlog_item_pilot_activity ON backlog_item (pilot_id, state_since)
;

CREATE INDEX ix_backlog_item_pilot_begun ON backlog_item (pilot_id) WHERE started_at IS NOT NULL
;

CREATE INDEX ix_backlog_item_pilot_blocked ON backlog_item (pilot_id, state) WHERE blocked_since IS NOT NULL
;

CREATE INDEX ix_backlog_item_pilot_finished ON backlog_item (pilot_id, state, finished_at)
;

CREATE INDEX ix_backlog_item_pilot_state ON backlog_item (pilot_id, state, rank)
;

CREATE INDEX ix_backlog_item_rank ON backlog_item (rank, id)
;

CREATE INDEX ix_backlog_item_team_blocked ON backlog_item (team_id, state) WHERE blocked_since IS NOT NULL
;

CREATE INDEX ix_backlog_item_team_finished ON backlog_item (team_id, state, finished_at)
;

CREATE INDEX ix_backlog_item_team_state ON backlog_item (team_id, state, rank)
;

CREATE UNIQUE INDEX uq_backlog_item_pilot_rank ON backlog_item (pilot_id, rank) WHERE team_id IS NULL
;

CREATE UNIQUE INDEX uq_backlog_item_team_rank ON backlog_item (team_id, rank) WHERE team_id IS NOT NULL
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

CREATE TABLE item_event (
    id SERIAL NOT NULL,
    item_id INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    kind VARCHAR(20) NOT NULL,
    before VARCHAR(60) NOT NULL,
    after VARCHAR(60) NOT NULL,
    detail VARCHAR(200) NOT NULL,
    actor VARCHAR(120) NOT NULL,
    CONSTRAINT pk_item_event PRIMARY KEY (id),
    CONSTRAINT ck_item_event_detail_length CHECK (length(detail) BETWEEN 0 AND 200),
    CONSTRAINT fk_item_event_item_id FOREIGN KEY(item_id) REFERENCES backlog_item (id),
    CONSTRAINT ck_item_event_eventkind CHECK (kind IN ('created', 'state', 'reopened', 'estimate', 'blocked', 'unblocked', 'split', 'moved_pilot'))
)
;

CREATE INDEX ix_item_event_item_id_at ON item_event (item_id, at)
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
