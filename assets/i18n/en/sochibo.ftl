### common
app-name = Sổ Chi bộ
common-cancel = Cancel
common-close = Close
common-choose = Choose
common-print = Print
common-undo = Undo
common-redo = Redo
print-failed = The document could not be made. Try again; if it fails again, tell the person in charge of the program.

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
### print
print-party = COMMUNIST PARTY OF VIETNAM
print-number = No. { $number }
print-blank-number = No. ……………
print-blank-body = ………………………………
print-blank-place-and-date = ……………, date ……………………
print-order = No.
print-column-year = Year
print-column-note = Note
print-count = Count
print-percent = %
print-year = Year { $year }
print-years = From { $first } to { $last }
print-year-marked = { $year } (*)
print-members-title = List of members
print-members-all = Total: { $count } members
print-members-women = women: { $count }
print-members-probationary = probationary: { $count }
print-members-ethnic-minority = ethnic minorities: { $count }
print-members-religious = with a religion: { $count }
print-members-exempt = exempt from work and meetings: { $count }
print-ratings-title-members = Ratings of members
print-ratings-title-units = Ratings of Party organisations
print-ratings-caption-members = Unit: members
print-ratings-caption-units = Unit: organisations
print-ratings-rated = Rated
print-ratings-not-rated = Not rated
print-ratings-good-or-better = Good or better
print-ratings-sum = Sum (ratings)
print-ratings-base = Percentages are parts of all that were rated.
print-ratings-entered-as-totals = (*) Entered as the year's totals, not made from single records.
print-admissions-title = Admissions of members
print-admissions-caption = Unit: members
print-admissions-target = Target
print-admissions-admitted = Admitted
print-admissions-percent = Ratio (%)
print-admissions-sum = Sum
print-term-target = Target of the resolution for the term { $from }-{ $to }
print-term-percent-of-resolution = Admitted against the resolution's target (%)
print-term-percent-of-targets = Admitted against the sum of the yearly targets (%)
print-recovery-title = Recovery code
print-recovery-register = Register: { $name } - made on { $date }
print-recovery-purpose = This code opens the register when the password is forgotten. Whoever has it and the register's folder can read all the members' records in it.
print-recovery-use = To use it: on the screen that opens a register choose “Forgotten password”, enter the code box by box, from left to right and top to bottom, then set a new password.
print-recovery-keep = To keep it: lock this sheet away like other secret documents, not beside the computer or the backups. Take no photograph, send it by no telephone or e-mail.
print-recovery-lost = If this sheet is lost: open the register with the password and make a new recovery code at once. If both the password and the code are lost, nobody can open the register any more.

### launch
launch-no-display = There is no display to open a window on. Run it in a graphical session, or use sochibo-cli.
launch-failed = The window could not be opened: { $reason }. Try: sochibo --renderer software

### start
start-subtitle = The register of a Party cell: encrypted on this computer, without network.
start-create = Make a new register
start-create-hint = Give it a name, a password and a place
start-create-do = Make the register
start-open = Open a register
start-open-hint = Choose its folder and enter the password
start-open-do = Open the register
start-sample = Look around with sample data
start-sample-hint = A temporary register of 6.021 members, gone when it is closed
start-sample-name = Sample data
start-recent = Recent registers
start-recent-missing = Folder not found: { $path }
start-forget = Take off the list
start-busy = Working, one moment…
start-name = Name of the register
start-name-example = For example: Cell of Nguyen Dang School
start-name-missing = Give the register a name.
start-folder = Folder of the register
start-folder-hint = A new or empty folder; a register is several files in it.
start-folder-relative = Write the whole path, such as D:\Registers\Cell or /home/name/cell.
start-browse = Browse…
start-password = Password
start-password-again = Password again
start-password-note = Nobody can read the register without the password or the recovery code. Best are some words that do not belong together.
start-passwords-differ = The two passwords differ.
start-password-missing = Enter a password.
start-password-short = A password needs at least { $least } characters.
start-password-weak = This password is easy to guess. Add some words that do not belong together.
start-new-password = New password
start-missing = Not entered yet.
start-use-code = Password forgotten: open with the recovery code
start-code = Recovery code
start-code-hint = 7 groups of 4 characters; dashes need not be typed.
start-code-title = The register's recovery code
start-code-what = This code opens the register when the password is forgotten. It is shown once, now.
start-code-keep = Print it or write it down and keep it in a closed place, away from the computer.
start-code-kept = I have written the recovery code down
start-code-done = Go to the register
start-code-file = Recovery code.pdf

### strength
strength-none = The password's strength shows here while you type.
strength-line = Strength: { $word }. Time to guess it: { $time }.
strength-weak = weak
strength-fair = fair
strength-good = good
strength-strong = very good
strength-seconds = some seconds
strength-minutes = some minutes
strength-hours = some hours
strength-days = some days
strength-months = some months
strength-years = many years
strength-centuries = over a hundred years
strength-keyboard = Neighbouring keys are easy to guess.
strength-repeats = Repeated characters are easy to guess.
strength-common = Many people use this password.
strength-sequence = Sequences are easy to guess.
strength-date = Years and dates are easy to guess.
strength-word = A single word is easy to guess.
strength-name = Names are easy to guess.

### lock
lock-title = The register is locked
lock-kept = What you were typing is kept and will be back after unlocking.
lock-open = Unlock
lock-leave = Close the register

### desk
tab-units = Units
tab-members = Members
tab-ratings = Ratings
tab-quotas = Admission quotas
desk-all-units = Whole register
desk-lock = Lock
desk-settings = Settings
desk-saved = Saved at { $time }
desk-sequence = Journal: { $sequence } entries
desk-unit-title = Choose a unit to look at
desk-unit-search = Find by name or code
desk-unit-name = Unit
desk-unit-code = Code
desk-unit-members = Members
desk-unit-none = No unit found.

### settings
settings-title = Settings
settings-damaged = The settings file was damaged, so the defaults hold; the old file is kept beside it.
settings-language = Language
settings-vietnamese = Tiếng Việt
settings-english = English
settings-theme = Ground
settings-light = Light
settings-dark = Dark
settings-renderer = Drawing (from the next start)
settings-auto = Automatic
settings-software = Processor
settings-gpu = Graphics card
settings-idle = Lock after minutes without use
settings-idle-hint = 1 to 240 minutes; 0 is never.
settings-idle-wrong = Enter a number of minutes from 0 to 240.
settings-letterhead = Head and signature of printed documents
settings-upper-body = Committee above
settings-issuing-body = Issuing committee or cell
settings-place = Place
settings-authority = Authority line (such as T/M CHI BỘ)
settings-post = Post of who signs (such as BÍ THƯ)
settings-signer = Name of who signs
settings-password = Change the password
settings-old-password = Present password
settings-password-change = Change the password
settings-password-changed = The password was changed.

### save
save-title = Save the document
save-path = Save as
save-do = Save and show
save-done = Saved { $path }

### leave
leave-title = Something is not saved
leave-what = What you were typing, or a recovery code not written down, will be lost if you leave now.
leave-do = Leave and lose it
leave-stay = Stay

### keys
key-title = Keys
key-note = The key of each action is shown on its button.
key-help = This list of keys
key-tabs = Change the tab
key-zoom = Zoom in, out, back to 100%
key-close = Close the register
key-quit = Quit
key-tab = To the next or previous field
key-list = Open a list of choices
key-grid = Move in a grid
key-sort = Sort by the current column
key-width = Make the current column narrower or wider
