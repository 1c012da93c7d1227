-- The first schema. Append-only: a released migration is never edited (checksums are stored).
--
-- Dates are ISO text; columns named *_on hold a whole day (yyyy-mm-dd) unless the comment says
-- "partial": then also yyyy-mm or yyyy, for old records. Identifiers are text with their leading
-- zeros. Nothing is deleted: units are closed, intervals end, statuses follow each other.
-- AUTOINCREMENT: undoing an addition removes its row, and the journal speaks of rows by their id;
-- so an id is never given twice.
-- The journal's triggers are written by the program from these columns (store/journal).

-- Who this register belongs to; one row.
CREATE TABLE register (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    uuid        TEXT NOT NULL CHECK (length(uuid) = 36),
    name        TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    created_at  TEXT NOT NULL,
    -- Version of the collation behind member.sort_key; keys are remade when it changes.
    sort_version INTEGER NOT NULL
) STRICT;

-- Settings that belong to the register, not to the person at the screen.
CREATE TABLE setting (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 60),
    value TEXT NOT NULL CHECK (length(value) <= 10000)
) STRICT;

-- Editable lists: ethnicities, religions, workplaces, work groups, levels of schooling.
CREATE TABLE choice (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    list      TEXT NOT NULL CHECK (list IN ('ethnicity', 'religion', 'workplace', 'work_group',
                                            'general_education', 'professional_level', 'theory_level')),
    name      TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    number    TEXT,
    position  INTEGER NOT NULL,
    confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
    UNIQUE (list, name)
) STRICT;

CREATE TABLE unit (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    parent_id         INTEGER REFERENCES unit (id),
    kind              TEXT NOT NULL CHECK (kind IN ('committee', 'base_organisation', 'branch_organisation',
                                                    'base_cell', 'cell')),
    code              TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 40),
    name              TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    workplace         TEXT CHECK (length(workplace) <= 200),
    founded_on        TEXT,                       -- partial
    founding_decision TEXT CHECK (length(founding_decision) <= 200),
    closed_on         TEXT CHECK (length(closed_on) = 10),
    closing_decision  TEXT CHECK (length(closing_decision) <= 200),
    merged_into_id    INTEGER REFERENCES unit (id),
    position          INTEGER NOT NULL,
    CHECK (parent_id IS NOT id),
    CHECK (merged_into_id IS NULL OR closed_on IS NOT NULL)
) STRICT;
CREATE INDEX unit_parent ON unit (parent_id, position);
CREATE INDEX unit_merged_into ON unit (merged_into_id);

CREATE TABLE member (
    id                   INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid                 TEXT NOT NULL UNIQUE CHECK (length(uuid) = 36),
    full_name            TEXT NOT NULL CHECK (length(full_name) BETWEEN 1 AND 100),
    folded               TEXT NOT NULL,           -- full_name for searching, see domain::text::fold
    sort_key             BLOB NOT NULL,           -- full_name for sorting, see domain::name::sort_key
    other_name           TEXT CHECK (length(other_name) <= 100),
    sex                  TEXT NOT NULL CHECK (sex IN ('male', 'female')),
    born_on              TEXT NOT NULL,           -- partial
    birth_place          TEXT CHECK (length(birth_place) <= 300),
    home_town            TEXT CHECK (length(home_town) <= 300),
    permanent_address    TEXT CHECK (length(permanent_address) <= 300),
    temporary_address    TEXT CHECK (length(temporary_address) <= 300),
    ethnicity            TEXT NOT NULL CHECK (length(ethnicity) BETWEEN 1 AND 100),
    religion             TEXT NOT NULL CHECK (length(religion) BETWEEN 1 AND 100),
    work_group           TEXT CHECK (length(work_group) <= 100),
    occupation           TEXT CHECK (length(occupation) <= 200),
    occupation_before    TEXT CHECK (length(occupation_before) <= 200),
    admission_decided_on TEXT NOT NULL,           -- partial
    admission_decision   TEXT CHECK (length(admission_decision) <= 200),
    -- The unit of this register that admitted the member; none when admitted elsewhere.
    admission_unit_id    INTEGER REFERENCES unit (id),
    admission_place      TEXT CHECK (length(admission_place) <= 300),
    admitted_on          TEXT,                    -- partial: the ceremony
    official_on          TEXT,                    -- partial
    personal_id          TEXT CHECK (personal_id GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]'),
    old_id               TEXT CHECK (length(old_id) IN (9, 12)),
    card_number          TEXT CHECK (length(card_number) IN (8, 12)),
    old_card_number      TEXT CHECK (length(old_card_number) = 8),
    card_issued_on       TEXT,                    -- partial
    file_number          TEXT CHECK (length(file_number) <= 40),
    general_education    TEXT CHECK (length(general_education) <= 100),
    professional_level   TEXT CHECK (length(professional_level) <= 100),
    professional_field   TEXT CHECK (length(professional_field) <= 200),
    theory_level         TEXT CHECK (length(theory_level) <= 100),
    foreign_languages    TEXT CHECK (length(foreign_languages) <= 200),
    phone                TEXT CHECK (length(phone) <= 40),
    email                TEXT CHECK (length(email) <= 200),
    note                 TEXT CHECK (length(note) <= 2000)
) STRICT;
CREATE INDEX member_sort ON member (sort_key, folded);
CREATE INDEX member_personal_id ON member (personal_id) WHERE personal_id IS NOT NULL;
CREATE INDEX member_card_number ON member (card_number) WHERE card_number IS NOT NULL;
CREATE INDEX member_admission ON member (admission_unit_id, admission_decided_on);

-- Membership in a unit (sinh hoạt) as dated intervals, so that any past day can be rebuilt.
-- A member belongs from from_on up to, not including, to_on. from_on may lie before the founding
-- of the register; the unit of an old record is where the member was when the register began.
CREATE TABLE membership (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER NOT NULL REFERENCES member (id),
    unit_id   INTEGER NOT NULL REFERENCES unit (id),
    from_on   TEXT NOT NULL CHECK (length(from_on) = 10),
    to_on     TEXT CHECK (length(to_on) = 10 AND to_on >= from_on),
    decision  TEXT CHECK (length(decision) <= 200)
) STRICT;
CREATE UNIQUE INDEX membership_open ON membership (member_id) WHERE to_on IS NULL;
CREATE INDEX membership_member ON membership (member_id, from_on);
CREATE INDEX membership_unit ON membership (unit_id, from_on, to_on);

-- A member's status as dated intervals; exactly one is open.
CREATE TABLE member_status (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER NOT NULL REFERENCES member (id),
    status    TEXT NOT NULL CHECK (status IN ('active', 'exempt', 'suspended', 'away', 'guest', 'interrupted',
                                              'moved_away', 'died', 'expelled', 'struck_off', 'left', 'revoked')),
    from_on   TEXT NOT NULL CHECK (length(from_on) = 10),
    to_on     TEXT CHECK (length(to_on) = 10 AND to_on >= from_on),
    decision  TEXT CHECK (length(decision) <= 200),
    reason    TEXT CHECK (length(reason) <= 1000),
    place     TEXT CHECK (length(place) <= 300)   -- where a member moved to or came from
) STRICT;
CREATE UNIQUE INDEX member_status_one_open ON member_status (member_id) WHERE to_on IS NULL;
CREATE INDEX member_status_member ON member_status (member_id, from_on);

-- Posts held, in the Party, in the administration, in mass organisations.
CREATE TABLE post (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id INTEGER NOT NULL REFERENCES member (id),
    sphere    TEXT NOT NULL CHECK (sphere IN ('party', 'administration', 'mass_organisation')),
    title     TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    from_on   TEXT,                               -- partial
    to_on     TEXT,                               -- partial
    decision  TEXT CHECK (length(decision) <= 200)
) STRICT;
CREATE INDEX post_member ON post (member_id);

-- Which levels hold in which years, and after which text. domain.md C1.
CREATE TABLE rating_regime (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    from_year   INTEGER NOT NULL,
    to_year     INTEGER CHECK (to_year >= from_year),
    source      TEXT NOT NULL,
    source_date TEXT,
    confirmed   INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
    -- Full months of membership at 31/12 below which a new member is not rated.
    months_before_rating INTEGER NOT NULL
) STRICT;

CREATE TABLE rating_level (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    regime_id INTEGER NOT NULL REFERENCES rating_regime (id),
    subject   TEXT NOT NULL CHECK (subject IN ('member', 'unit')),
    level     TEXT NOT NULL CHECK (level IN ('exemplary', 'clean_strong', 'excellent', 'good', 'completed',
                                             'not_completed', 'weak')),
    position  INTEGER NOT NULL,
    name      TEXT NOT NULL,
    UNIQUE (regime_id, subject, level),
    UNIQUE (regime_id, subject, position)
) STRICT;

CREATE TABLE member_rating (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    year      INTEGER NOT NULL CHECK (year BETWEEN 1930 AND 2100),
    member_id INTEGER NOT NULL REFERENCES member (id),
    unit_id   INTEGER NOT NULL REFERENCES unit (id),       -- where the member was at 31/12
    regime_id INTEGER NOT NULL REFERENCES rating_regime (id),
    level     TEXT CHECK (level IN ('excellent', 'good', 'completed', 'not_completed')),
    not_rated TEXT CHECK (not_rated IN ('exempt', 'suspended', 'new_member', 'other')),
    reason    TEXT CHECK (length(reason) <= 500),
    UNIQUE (year, member_id),
    CHECK (NOT (level IS NOT NULL AND not_rated IS NOT NULL)),
    CHECK (not_rated IS NOT 'other' OR length(reason) > 0)
) STRICT;
CREATE INDEX member_rating_member ON member_rating (member_id);
CREATE INDEX member_rating_unit ON member_rating (unit_id, year);

CREATE TABLE unit_rating (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    year      INTEGER NOT NULL CHECK (year BETWEEN 1930 AND 2100),
    unit_id   INTEGER NOT NULL REFERENCES unit (id),
    regime_id INTEGER NOT NULL REFERENCES rating_regime (id),
    level     TEXT CHECK (level IN ('exemplary', 'clean_strong', 'excellent', 'good', 'completed',
                                    'not_completed', 'weak')),
    not_rated TEXT CHECK (not_rated IN ('new_unit', 'other')),
    reason    TEXT CHECK (length(reason) <= 500),
    UNIQUE (year, unit_id),
    CHECK (NOT (level IS NOT NULL AND not_rated IS NOT NULL)),
    CHECK (not_rated IS NOT 'other' OR length(reason) > 0)
) STRICT;
CREATE INDEX unit_rating_unit ON unit_rating (unit_id);

-- Past years of which only totals exist: one row per unit, year, subject and level.
-- Level 'not_rated' holds the number not rated.
CREATE TABLE rating_total (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    year    INTEGER NOT NULL CHECK (year BETWEEN 1930 AND 2100),
    subject TEXT NOT NULL CHECK (subject IN ('member', 'unit')),
    level   TEXT NOT NULL CHECK (level IN ('exemplary', 'clean_strong', 'excellent', 'good', 'completed',
                                           'not_completed', 'weak', 'not_rated')),
    count   INTEGER NOT NULL CHECK (count >= 0),
    UNIQUE (unit_id, year, subject, level)
) STRICT;

-- A decided year is locked until it is reopened with a reason; every round is kept.
CREATE TABLE rating_decision (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    year          INTEGER NOT NULL CHECK (year BETWEEN 1930 AND 2100),
    subject       TEXT NOT NULL CHECK (subject IN ('member', 'unit')),
    decision      TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 200),
    decided_on    TEXT NOT NULL CHECK (length(decided_on) = 10),
    reopened_on   TEXT CHECK (length(reopened_on) = 10),
    reopen_reason TEXT CHECK (length(reopen_reason) <= 1000),
    CHECK ((reopened_on IS NULL) = (reopen_reason IS NULL))
) STRICT;
CREATE UNIQUE INDEX rating_decision_open ON rating_decision (year, subject) WHERE reopened_on IS NULL;

-- Yearly admission target of a unit (chỉ tiêu kết nạp).
CREATE TABLE quota (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    year    INTEGER NOT NULL CHECK (year BETWEEN 1930 AND 2100),
    target  INTEGER NOT NULL CHECK (target BETWEEN 0 AND 1000000),
    UNIQUE (unit_id, year)
) STRICT;

-- A term with the target of its resolution. The yearly targets may be raised while the
-- resolution stays as it was; both are kept and both percentages shown.
CREATE TABLE quota_term (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    unit_id           INTEGER NOT NULL REFERENCES unit (id),
    from_year         INTEGER NOT NULL CHECK (from_year BETWEEN 1930 AND 2100),
    to_year           INTEGER NOT NULL CHECK (to_year BETWEEN from_year AND 2100),
    resolution_target INTEGER NOT NULL CHECK (resolution_target BETWEEN 0 AND 1000000),
    resolution        TEXT CHECK (length(resolution) <= 200),
    UNIQUE (unit_id, from_year)
) STRICT;

-- One row per committed operation. `hash` is null only while the operation is open.
CREATE TABLE journal (
    sequence      INTEGER PRIMARY KEY AUTOINCREMENT,
    at            TEXT NOT NULL,          -- UTC, RFC 3339
    who           TEXT NOT NULL,
    kind          TEXT NOT NULL,          -- machine name of the operation, such as member_added
    what          TEXT NOT NULL,          -- in words
    undoes        INTEGER REFERENCES journal (sequence),
    previous_hash BLOB NOT NULL CHECK (length(previous_hash) = 32),
    hash          BLOB CHECK (length(hash) = 32)
) STRICT;
CREATE UNIQUE INDEX journal_open ON journal (hash IS NULL) WHERE hash IS NULL;

CREATE TABLE journal_change (
    id         INTEGER PRIMARY KEY,
    sequence   INTEGER NOT NULL REFERENCES journal (sequence),
    table_name TEXT NOT NULL,
    row_id     INTEGER NOT NULL,
    before     TEXT,                      -- JSON of the row, null for a new row
    after      TEXT,                      -- JSON of the row, null for a removed row
    CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;
CREATE INDEX journal_change_sequence ON journal_change (sequence);
-- The changes of a record, and the last image of each.
CREATE INDEX journal_change_row ON journal_change (table_name, row_id);

CREATE TRIGGER journal_sealed BEFORE UPDATE ON journal WHEN OLD.hash IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'journal rows are final'); END;
CREATE TRIGGER journal_kept BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'journal rows are never deleted'); END;
CREATE TRIGGER journal_change_sealed BEFORE UPDATE ON journal_change
BEGIN SELECT RAISE(ABORT, 'journal rows are final'); END;
CREATE TRIGGER journal_change_kept BEFORE DELETE ON journal_change
BEGIN SELECT RAISE(ABORT, 'journal rows are never deleted'); END;
