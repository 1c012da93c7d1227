-- The year's end by the rules (domain.md B7, B8, C1-C3, C7): the steps that lead to a rating,
-- ceilings, discipline, targets of the congress, amendments and adjustments of quotas.
--
-- To a journalled table a migration adds only columns that may be null and have no default: images
-- made before it lack them, which counts as null (store/journal).
-- Percentages are whole hundredths (20,00% = 2000), points whole hundredths (89,5 = 8950).
-- Where a row speaks of a member or of a unit, exactly one of member_id and unit_id is set.

-- From which day the months before a first rating are counted; null: the ceremony.
ALTER TABLE rating_regime ADD COLUMN counted_from TEXT CHECK (counted_from IN ('ceremony', 'decision'));

-- How many may have the best level.
CREATE TABLE rating_ceiling (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    regime_id      INTEGER NOT NULL REFERENCES rating_regime (id),
    subject        TEXT NOT NULL CHECK (subject IN ('member', 'unit')),
    percent        INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 10000),
    -- What the competent level may allow with a decision of its own; null: nothing more.
    raised_percent INTEGER CHECK (raised_percent BETWEEN percent AND 10000),
    -- Percent of those rated good, or of those rated good and better.
    base           TEXT NOT NULL CHECK (base IN ('good', 'good_or_better')),
    article        TEXT NOT NULL CHECK (length(article) <= 300),
    confirmed      INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
    UNIQUE (regime_id, subject)
) STRICT;

-- Who is not rated.
CREATE TABLE rating_exclusion (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    regime_id INTEGER NOT NULL REFERENCES rating_regime (id),
    subject   TEXT NOT NULL CHECK (subject IN ('member', 'unit')),
    why       TEXT NOT NULL CHECK (why IN ('exempt', 'suspended', 'new_member', 'new_unit')),
    article   TEXT NOT NULL CHECK (length(article) <= 300),
    confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
    UNIQUE (regime_id, subject, why)
) STRICT;

-- The points from which a level is proposed.
CREATE TABLE rating_band (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    regime_id INTEGER NOT NULL REFERENCES rating_regime (id),
    subject   TEXT NOT NULL CHECK (subject IN ('member', 'unit')),
    level     TEXT NOT NULL CHECK (level IN ('exemplary', 'clean_strong', 'excellent', 'good', 'completed',
                                             'not_completed', 'weak')),
    at_least  INTEGER NOT NULL CHECK (at_least BETWEEN 0 AND 10000),
    UNIQUE (regime_id, subject, level)
) STRICT;

-- What follows from a level held so many years running.
CREATE TABLE rating_consequence (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    kind      TEXT NOT NULL CHECK (kind IN ('commendation', 'high_commendation', 'review')),
    subject   TEXT NOT NULL CHECK (subject IN ('member', 'unit')),
    level     TEXT NOT NULL CHECK (level IN ('exemplary', 'clean_strong', 'excellent', 'good', 'completed',
                                             'not_completed', 'weak')),
    years     INTEGER NOT NULL CHECK (years BETWEEN 1 AND 20),
    from_year INTEGER NOT NULL,
    to_year   INTEGER CHECK (to_year >= from_year),
    -- What is done, in words.
    outcome   TEXT NOT NULL CHECK (length(outcome) BETWEEN 1 AND 300),
    article   TEXT NOT NULL CHECK (length(article) <= 300),
    confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1))
) STRICT;

-- What a year's sheet says of somebody besides the level.
CREATE TABLE rating_detail (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    year       INTEGER NOT NULL CHECK (year BETWEEN 1930 AND 2100),
    member_id  INTEGER REFERENCES member (id),
    unit_id    INTEGER REFERENCES unit (id),
    points     INTEGER CHECK (points BETWEEN 0 AND 10000),
    -- Those of similar post or role, among whom the ceiling is counted (nhóm tương đồng).
    post_group TEXT CHECK (length(post_group) BETWEEN 1 AND 100),
    -- How earlier shortcomings are mended (kế hoạch khắc phục).
    plan       TEXT CHECK (length(plan) <= 1000),
    CHECK ((member_id IS NULL) <> (unit_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX rating_detail_member ON rating_detail (year, member_id) WHERE member_id IS NOT NULL;
CREATE UNIQUE INDEX rating_detail_unit ON rating_detail (year, unit_id) WHERE unit_id IS NOT NULL;

-- What one of those who are heard says of somebody in a year: a level, words, or both.
CREATE TABLE rating_step (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    year      INTEGER NOT NULL CHECK (year BETWEEN 1930 AND 2100),
    member_id INTEGER REFERENCES member (id),
    unit_id   INTEGER REFERENCES unit (id),
    step      TEXT NOT NULL CHECK (step IN ('self', 'administration', 'mass_organisations', 'residence',
                                            'cell_committee', 'cell', 'appraisal')),
    level     TEXT CHECK (level IN ('exemplary', 'clean_strong', 'excellent', 'good', 'completed',
                                    'not_completed', 'weak')),
    words     TEXT CHECK (length(words) BETWEEN 1 AND 1000),
    CHECK ((member_id IS NULL) <> (unit_id IS NULL)),
    CHECK (level IS NOT NULL OR words IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX rating_step_member ON rating_step (year, member_id, step) WHERE member_id IS NOT NULL;
CREATE UNIQUE INDEX rating_step_unit ON rating_step (year, unit_id, step) WHERE unit_id IS NOT NULL;

-- The cell's ballot on somebody: papers, and votes for each level.
CREATE TABLE ballot (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    year          INTEGER NOT NULL CHECK (year BETWEEN 1930 AND 2100),
    member_id     INTEGER REFERENCES member (id),
    unit_id       INTEGER REFERENCES unit (id),
    issued        INTEGER CHECK (issued >= 0),
    returned      INTEGER CHECK (returned >= 0),
    valid         INTEGER CHECK (valid >= 0),
    exemplary     INTEGER CHECK (exemplary >= 0),
    clean_strong  INTEGER CHECK (clean_strong >= 0),
    excellent     INTEGER CHECK (excellent >= 0),
    good          INTEGER CHECK (good >= 0),
    completed     INTEGER CHECK (completed >= 0),
    not_completed INTEGER CHECK (not_completed >= 0),
    weak          INTEGER CHECK (weak >= 0),
    CHECK ((member_id IS NULL) <> (unit_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX ballot_member ON ballot (year, member_id) WHERE member_id IS NOT NULL;
CREATE UNIQUE INDEX ballot_unit ON ballot (year, unit_id) WHERE unit_id IS NOT NULL;

-- A decided rating that was changed later; the rating's own row has the new level, this one both.
CREATE TABLE rerating (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    year         INTEGER NOT NULL CHECK (year BETWEEN 1930 AND 2100),
    member_id    INTEGER REFERENCES member (id),
    unit_id      INTEGER REFERENCES unit (id),
    before_level TEXT NOT NULL CHECK (before_level IN ('exemplary', 'clean_strong', 'excellent', 'good',
                                                       'completed', 'not_completed', 'weak')),
    level        TEXT NOT NULL CHECK (level IN ('exemplary', 'clean_strong', 'excellent', 'good', 'completed',
                                                'not_completed', 'weak')),
    reason       TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
    decision     TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 200),
    decided_on   TEXT NOT NULL CHECK (length(decided_on) = 10),
    body         TEXT CHECK (length(body) <= 200),
    CHECK ((member_id IS NULL) <> (unit_id IS NULL))
) STRICT;
CREATE INDEX rerating_member ON rerating (member_id);
CREATE INDEX rerating_unit ON rerating (unit_id);

-- A warning that somebody looked at and let stand.
CREATE TABLE rating_acknowledgement (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    year      INTEGER NOT NULL CHECK (year BETWEEN 1930 AND 2100),
    subject   TEXT NOT NULL CHECK (subject IN ('member', 'unit')),
    -- Whom the warning is of; neither: the unit's or the register's whole sheet.
    member_id INTEGER REFERENCES member (id),
    unit_id   INTEGER REFERENCES unit (id),
    warning   TEXT NOT NULL CHECK (length(warning) BETWEEN 1 AND 60),
    note      TEXT NOT NULL CHECK (length(note) BETWEEN 1 AND 1000)
) STRICT;
CREATE UNIQUE INDEX rating_acknowledgement_one
    ON rating_acknowledgement (year, subject, warning, coalesce(member_id, 0), coalesce(unit_id, 0));

-- The decision that lets a unit and what is below it go up to the raised ceiling in a year.
CREATE TABLE ceiling_raise (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    year       INTEGER NOT NULL CHECK (year BETWEEN 1930 AND 2100),
    subject    TEXT NOT NULL CHECK (subject IN ('member', 'unit')),
    unit_id    INTEGER NOT NULL REFERENCES unit (id),
    decision   TEXT NOT NULL CHECK (length(decision) BETWEEN 1 AND 200),
    decided_on TEXT NOT NULL CHECK (length(decided_on) = 10),
    UNIQUE (year, subject, unit_id)
) STRICT;

-- What a congress resolved that ratings reach at least (or at most) in each year of its term.
CREATE TABLE rating_target (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    unit_id   INTEGER NOT NULL REFERENCES unit (id),
    from_year INTEGER NOT NULL CHECK (from_year BETWEEN 1930 AND 2100),
    to_year   INTEGER NOT NULL CHECK (to_year BETWEEN from_year AND 2100),
    subject   TEXT NOT NULL CHECK (subject IN ('member', 'unit')),
    measure   TEXT NOT NULL CHECK (measure IN ('good_or_better', 'excellent', 'excellent_of_good',
                                               'not_completed')),
    percent   INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 10000),
    source    TEXT CHECK (length(source) <= 200),
    UNIQUE (unit_id, from_year, subject, measure)
) STRICT;

-- Which level decides whose ratings: the unit whose decision it is, and all below it. Null: the
-- whole register.
ALTER TABLE rating_decision ADD COLUMN unit_id INTEGER REFERENCES unit (id);
-- The deciding body as printed.
ALTER TABLE rating_decision ADD COLUMN body TEXT CHECK (length(body) <= 200);
DROP INDEX rating_decision_open;
CREATE UNIQUE INDEX rating_decision_open ON rating_decision (year, subject, coalesce(unit_id, 0))
    WHERE reopened_on IS NULL;

-- Discipline (Điều lệ art. 35) of members and units.
CREATE TABLE discipline (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id  INTEGER REFERENCES member (id),
    unit_id    INTEGER REFERENCES unit (id),
    form       TEXT NOT NULL CHECK (form IN ('reprimand', 'warning', 'removal', 'expulsion', 'dissolution')),
    decided_on TEXT NOT NULL CHECK (length(decided_on) = 10),
    decision   TEXT CHECK (length(decision) <= 200),
    body       TEXT CHECK (length(body) <= 200),
    reason     TEXT CHECK (length(reason) <= 1000),
    ended_on   TEXT CHECK (length(ended_on) = 10 AND ended_on >= decided_on),
    CHECK ((member_id IS NULL) <> (unit_id IS NULL)),
    CHECK (CASE WHEN form = 'dissolution' THEN unit_id IS NOT NULL
                WHEN form IN ('removal', 'expulsion') THEN member_id IS NOT NULL ELSE 1 END)
) STRICT;
CREATE INDEX discipline_member ON discipline (member_id, decided_on);
CREATE INDEX discipline_unit ON discipline (unit_id, decided_on);

-- The day of the resolution that a term's target comes from.
ALTER TABLE quota_term ADD COLUMN resolution_on TEXT CHECK (length(resolution_on) = 10);

-- Later amendments of a term's target; the term keeps the first one.
CREATE TABLE quota_amendment (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    term_id    INTEGER NOT NULL REFERENCES quota_term (id),
    target     INTEGER NOT NULL CHECK (target BETWEEN 0 AND 1000000),
    document   TEXT NOT NULL CHECK (length(document) BETWEEN 1 AND 200),
    decided_on TEXT NOT NULL CHECK (length(decided_on) = 10)
) STRICT;
CREATE INDEX quota_amendment_term ON quota_amendment (term_id, decided_on);

-- Changes of a yearly target after it was given; `quota` keeps the first one.
CREATE TABLE quota_adjustment (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    unit_id    INTEGER NOT NULL REFERENCES unit (id),
    year       INTEGER NOT NULL CHECK (year BETWEEN 1930 AND 2100),
    change     INTEGER NOT NULL CHECK (change BETWEEN -1000000 AND 1000000 AND change <> 0),
    document   TEXT NOT NULL CHECK (length(document) BETWEEN 1 AND 200),
    decided_on TEXT NOT NULL CHECK (length(decided_on) = 10)
) STRICT;
CREATE INDEX quota_adjustment_year ON quota_adjustment (year, unit_id);

-- Admissions of past years of which only the number is known.
CREATE TABLE admission_total (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    unit_id INTEGER NOT NULL REFERENCES unit (id),
    year    INTEGER NOT NULL CHECK (year BETWEEN 1930 AND 2100),
    count   INTEGER NOT NULL CHECK (count BETWEEN 0 AND 1000000),
    UNIQUE (unit_id, year)
) STRICT;

-- The first content. What was not read in the official text has confirmed = 0.
-- 20% of those rated good, to 25% by decision: 366-QĐ/TW art. 11 (read). The same is seen in use
-- since 2018; 15% before; neither article was read.
INSERT INTO rating_ceiling (regime_id, subject, percent, raised_percent, base, article, confirmed) VALUES
    (2, 'member', 1500, NULL, 'good', '27-HD/BTCTW 25/9/2014', 0),
    (3, 'member', 2000, NULL, 'good', '132-QĐ/TW 8/3/2018', 0),
    (3, 'unit', 2000, NULL, 'good', '132-QĐ/TW 8/3/2018', 0),
    (4, 'member', 2000, NULL, 'good', '132-QĐ/TW 8/3/2018', 0),
    (4, 'unit', 2000, NULL, 'good', '132-QĐ/TW 8/3/2018', 0),
    (5, 'member', 2000, NULL, 'good', '124-QĐ/TW 4/10/2023', 0),
    (5, 'unit', 2000, NULL, 'good', '124-QĐ/TW 4/10/2023', 0),
    (6, 'member', 2000, 2500, 'good', 'Điều 11, 366-QĐ/TW 30/8/2025', 1),
    (6, 'unit', 2000, 2500, 'good', 'Điều 11, 366-QĐ/TW 30/8/2025', 1);

INSERT INTO rating_exclusion (regime_id, subject, why, article, confirmed)
SELECT r.id, e.subject, e.why,
       CASE WHEN r.from_year >= 2025 AND e.subject = 'member' THEN 'Điều 5, 366-QĐ/TW 30/8/2025'
            WHEN r.from_year >= 2019 THEN '21-HD/BTCTW 18/10/2019' ELSE r.source END,
       CASE WHEN r.from_year >= 2025 THEN e.subject = 'member' ELSE r.from_year = 2019 END
FROM rating_regime AS r
JOIN (SELECT 'member' AS subject, 'exempt' AS why UNION ALL SELECT 'member', 'suspended'
      UNION ALL SELECT 'member', 'new_member' UNION ALL SELECT 'unit', 'new_unit') AS e;

-- 366-QĐ/TW 30/8/2025: 90, 70 and 50 of 100 points.
INSERT INTO rating_band (regime_id, subject, level, at_least)
SELECT 6, s.subject, b.level, b.at_least
FROM (SELECT 'member' AS subject UNION ALL SELECT 'unit') AS s
JOIN (SELECT 'excellent' AS level, 9000 AS at_least UNION ALL SELECT 'good', 7000
      UNION ALL SELECT 'completed', 5000 UNION ALL SELECT 'not_completed', 0) AS b;

-- 06-HD/TW 9/6/2025, part 19. Two years not completed: 294-QĐ/TW art. 8.1 speaks of "vi phạm tư
-- cách đảng viên hai năm liền", not of this level.
INSERT INTO rating_consequence (kind, subject, level, years, from_year, outcome, article, confirmed) VALUES
    ('commendation', 'member', 'excellent', 1, 2018, 'Tặng giấy khen trong năm',
     'Mục 19, 06-HD/TW 9/6/2025', 1),
    ('high_commendation', 'member', 'excellent', 5, 2018,
     'Đề nghị ban thường vụ cấp ủy cấp trên trực tiếp tặng giấy khen, tỉnh ủy tặng bằng khen',
     'Mục 19, 06-HD/TW 9/6/2025', 1),
    ('commendation', 'unit', 'excellent', 1, 2018, 'Tặng giấy khen trong năm',
     'Mục 19, 06-HD/TW 9/6/2025', 1),
    ('high_commendation', 'unit', 'excellent', 5, 2018,
     'Đề nghị cấp ủy cấp trên khen thưởng tổ chức đảng 5 năm liền', 'Mục 19, 06-HD/TW 9/6/2025', 1),
    ('review', 'member', 'not_completed', 2, 2018, 'Cần rà soát tư cách đảng viên',
     'Điều 8.1, 294-QĐ/TW 26/5/2025', 0);
