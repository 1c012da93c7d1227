-- Several named users of a register, and what was read of the numbers by which persons are known.

-- A user: the name in the journal and what the user may do. The user's sealed copy of the key
-- stands in keys.toml under `slot`, so that the folder shows no names; the slot of the first user
-- (the lowest id) may stand there without it, as it was before there were users. A register
-- without rows here has one user who may do everything. Users are closed, never deleted.
CREATE TABLE user (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    slot      TEXT NOT NULL UNIQUE CHECK (length(slot) = 36),
    name      TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    role      TEXT NOT NULL CHECK (role IN ('read', 'enter', 'decide', 'manage')),
    -- How often a password was set, so that the journal sees it.
    passwords INTEGER NOT NULL CHECK (passwords >= 0),
    closed_on TEXT CHECK (length(closed_on) = 10)
) STRICT;

-- Full identification and card numbers that somebody saw: one row per reading, with the numbers of
-- the members' rows as a JSON array. Never the numbers themselves. Final, as the journal is.
CREATE TABLE number_reading (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    way     TEXT NOT NULL CHECK (way IN ('window', 'print', 'export', 'terminal')),
    count   INTEGER NOT NULL CHECK (count > 0),
    members TEXT NOT NULL CHECK (json_valid(members))
) STRICT;
CREATE TRIGGER number_reading_sealed BEFORE UPDATE ON number_reading
BEGIN SELECT RAISE(ABORT, 'readings are final'); END;
CREATE TRIGGER number_reading_kept BEFORE DELETE ON number_reading
BEGIN SELECT RAISE(ABORT, 'readings are never deleted'); END;
