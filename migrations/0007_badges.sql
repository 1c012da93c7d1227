-- Badges of years in the Party (Huy hiệu Đảng) that members hold or held.

-- A badge: at most one of a level is held at a time. One that was given back, lost and issued
-- again, or entered by mistake is ended, never deleted.
CREATE TABLE badge (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    member_id   INTEGER NOT NULL REFERENCES member (id),
    -- Years in the Party. Which levels there are stands in the program (38-HD/BTCTW 29/9/2025).
    badge_level INTEGER NOT NULL CHECK (badge_level BETWEEN 30 AND 100 AND badge_level % 5 = 0),
    kind        TEXT NOT NULL CHECK (kind IN ('on_time', 'early', 'posthumous', 'replaced')),
    -- The round and its year; null for one that was awarded outside the rounds.
    round_on    TEXT CHECK (length(round_on) = 10
                            AND substr(round_on, 6) IN ('02-03', '05-19', '09-02', '11-07')),
    number      TEXT CHECK (length(number) BETWEEN 1 AND 20),
    decision    TEXT CHECK (length(decision) <= 200),
    decided_on  TEXT,                              -- partial
    awarded_on  TEXT,                              -- partial
    ending      TEXT CHECK (ending IN ('returned', 'replaced', 'mistaken')),
    ended_on    TEXT,                              -- partial
    end_reason  TEXT CHECK (length(end_reason) <= 1000),
    CHECK ((ending IS NULL) = (ended_on IS NULL)),
    CHECK (ending IS NOT NULL OR end_reason IS NULL)
) STRICT;
CREATE INDEX badge_member ON badge (member_id, badge_level);
CREATE UNIQUE INDEX badge_held ON badge (member_id, badge_level) WHERE ending IS NULL;
CREATE INDEX badge_number ON badge (badge_level, number) WHERE number IS NOT NULL;
