### common
app-name = Sổ Chi bộ

### journal
journal-register-created = Made the register “{ $name }”
journal-sort-keys-renewed = Made the sort order of names anew
journal-letterhead-set = Changed the head and signature of printed documents
journal-unit-added = Added the unit { $name }
journal-unit-edited = Changed the unit { $name }
journal-unit-moved = Moved the unit { $name }
journal-unit-closed = Closed { $name }
journal-unit-reopened = Reopened { $name }
journal-member-added = Added the member { $name }
journal-member-edited = Changed the record of { $name }
journal-member-transferred = Transferred { $name }
journal-member-status-changed = Changed the status of { $name }
journal-post-saved = Saved a post of { $name }
journal-member-rated = Rating { $year }: { $name }
journal-members-rated = Rating { $year }: { $count } members
journal-unit-rated = Rating of units { $year }: { $name }
journal-units-rated = Rating of units { $year }: { $count } units
journal-year-decided = Closed the ratings of { $year }
journal-year-reopened = Reopened the ratings of { $year }
journal-quota-set = Admission target { $year } of { $name }
journal-term-set = Target of the term of { $name }
journal-undone = Undone: { $what }
journal-redone = Redone: { $what }
