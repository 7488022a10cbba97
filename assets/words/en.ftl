## Where the reader is

status-page-of = p. { $page } of { $pages }
status-page-of-short = p. { $page }/{ $pages }
status-share = { $percent } %
status-hits = { $here } of { $all }
status-hits-more = { $here } of more than { $all }
status-reading = reading { $percent } %
status-auto-scroll = scrolling { $pace }×
status-auto-scroll-paused = scrolling paused
status-left = { $minutes } left here
status-stale = file changed (r)
status-cannot-keep = notes can’t be saved
page-short = p. { $page }
section-short = section { $number }
section-opening = Opening
contents-empty = No headings in this document.
table-number = Table { $number }
name-input = standard input

place-text = Reading
place-contents = Contents
place-select = Selecting
place-peek = Peek
place-list = List
place-desk = Table desk
place-help = Help
place-export = Export
place-import = Import notes
edition-title = A newer edition?
edition-alike = This text is { $percent } % alike.
edition-notes = { $count ->
    [one] Carry its note over to this one?
   *[other] Carry its { $count } notes over to this one?
}
edition-drafts = { $count ->
    [one] Carry its unsaved draft over to this one?
   *[other] Carry its { $count } unsaved drafts over to this one?
}
edition-keys = y carry over   n leave   Esc ask again next time
place-edition = Newer edition
hint-carry-over = carry over
hint-leave-behind = leave
do-carry-over = Carry the notes of the older edition over
do-leave-behind = Leave them, and ask no more
place-review = Review
place-inquiry = Asking the brief
place-letter = Mark
place-auto-scroll = Scrolling by itself
place-line = Typing
place-editor = Note
place-footnote = footnote { $label }

## Hints of the status line

hint-annotate = note
hint-table = table
hint-table-desk = table desk
hint-find = find
hint-keys = keys
hint-go = go
hint-fold = fold
hint-unfold = unfold
hint-highlight = highlight
hint-copy = copy
hint-close = close
hint-leave = leave
hint-text = text
hint-filter = filter
hint-sort = sort
hint-transpose = transpose
hint-chart = chart
hint-save = save
hint-label = label
hint-edit = edit
hint-write = write
hint-path = path
hint-keep = keep
hint-take-in = take in
hint-accept = accept
hint-next-place = next place
hint-next-tab = next question
hint-faster = faster
hint-slower = slower
hint-pause = pause
hint-by-hand = place by hand
hint-footnote = footnote { $label }
hint-link = link
hint-note = your note
hint-call = where it is called

## What keys do

do-down = A row down
do-up = A row up
do-page-down = A page down
do-page-up = A page up
do-half-page-down = Half a page down
do-half-page-up = Half a page up
do-start = To the start
do-end = To the end
do-next-section = Next section
do-previous-section = Previous section
do-next-paragraph = Next paragraph
do-previous-paragraph = Previous paragraph
do-next-sentence = Next sentence
do-previous-sentence = Previous sentence
do-next-word = Next word
do-previous-word = Previous word
do-next-table = Next table
do-next-pane = To the other pane
do-contents = Contents
do-search = Search
do-next-hit = Next hit
do-previous-hit = Previous hit
do-hits = List of hits
do-follow = Open what it leads to
do-back = Back to where I was
do-forward = Forward again
do-footnotes = Footnotes
do-notes = My notes
do-select = Select by words
do-select-sentence = Select the sentence
do-select-paragraph = Select the paragraph
do-swap-ends = Move the other end
do-highlight = Highlight (again: remove it)
do-annotate = Write a note
do-bookmark = Bookmark (again: remove it)
do-copy = Copy
do-export = Export notes
do-go-to = Go to anything
do-undo = Undo
do-redo = Redo
do-reload = Read the file again
do-read-as = Read the file as something else …
do-read-in = Read the file in another encoding …
do-help = Keys that work here
do-quit = Quit
do-suspend = Suspend
do-close = Close
do-fold = Fold, or to the section around
do-unfold = Unfold
do-left = A column left
do-right = A column right
do-first-column = First column
do-last-column = Last column
do-sort = Sort by this column (again: the other way, as printed)
do-sort-row = Sort the columns by this row
do-transpose = Swap rows and columns
do-printed-order = Printed order
do-chart = Chart: lines, then bars
do-filter = Filter
do-edit = Edit
do-delete = Delete
do-next-label = Next label
do-next-target = Next one
do-save = Save
do-accept = Go there
do-next-sibling = Next section of the same level
do-previous-sibling = Previous section of the same level
do-to-page = To page 12
do-to-percent = Behind a number: to that percent
do-set-mark = Give this place a letter
do-go-to-mark = To the place of a letter
do-hints = Letters on all that can be followed
do-drafts = Unsaved drafts
do-jumps = Places I came from
do-next-focus-mode = Dim the rest, a ruler, plain
do-toggle-formulas = Formulas drawn, or their source
do-toggle-margin = Margin, or the footnotes at the foot: on, off
do-auto-scroll = Scroll by itself
do-pause = Pause, go on
do-inquire = Ask the brief: how long it is, and what lies where

## What the brief tells when it is asked

inquiry-names = Names and terms
inquiry-claims = Claims
inquiry-shape = Shape
do-next-place = Next place of the term, or next cell that holds the figure
do-previous-place = The place or the cell before
do-to-cell = To the cell that holds the figure, at the table desk
term-place = place { $at } of { $count }
kind-abbreviation = abbreviation
kind-name = name
kind-quoted = quoted
kind-term = term
claims-counted = { $held } in a table, { $free } in none: to look at, not wrong by that
claims-counted-against = { $against } unlike their cell, { $held } in a table, { $free } in none: to look at, not wrong by that
claims-cut = not all of them
claims-cell = cell { $at } of { $count }
claims-no-cell = No table holds this.
claims-contradicts = says something else
claims-no-table = in no table
places-none = It has no other place.
inquiry-coming = Reading for the answer, { $percent } % …
strip-sections = sections
strip-footnotes = footnotes
strip-tables = tables
strip-notes = notes
minutes-less = under 1 min
minutes = { $count } min
shape-whole = { $words ->
    [one] 1 word
   *[other] { $words } words
} and { $characters ->
    [one] 1 Korean, Chinese or Japanese character
   *[other] { $characters } Korean, Chinese or Japanese characters
}: { $minutes }
shape-footnotes = { $count ->
    [one] { $count } footnote
   *[other] { $count } footnotes
}
shape-tables = { $count ->
    [one] { $count } table
   *[other] { $count } tables
}
shape-notes = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
here-row-below = The row below
here-row-above = The row above
here-next-choice = The next choice
here-choice-before = The choice before
here-filter-notes = Which notes: type terms
here-export-order = As in the text, or the oldest first
here-export-path = Where to: type a file or a folder
here-export-write = Write it
here-take-in = Take the notes in
here-other-file = Name another file
do-with-sentence = The sentences around, or quotes alone
do-all-documents = This document, or all
do-cite = Copy with the citation
do-import = Import notes …
do-from-document = Make notes of the highlights and comments in the file …
do-details = Details of this document …

## Messages

message-no-sibling = No further section of this level here.
message-no-pages = This document has no pages.
message-percent-how = Type the number first: 50%.
message-no-marks = No place has a letter yet: ` and a letter gives it one.
message-no-mark = No place has the letter { $letter }.
message-mark-letter = Letters and digits name places.
message-mark-set = This place is { $letter } now: ’{ $letter } comes back to it.
message-nothing-to-hint = Nothing on this screen leads anywhere.
message-focus-paragraph = Only the paragraph in focus is lit.
message-focus-ruler = A ruler lies on the row in focus.
message-focus-none = The text as it is.
message-formulas-drawn = Formulas stand as they are read.
message-formulas-source = Formulas stand as their source.
message-margin-on = The margin stands beside the text.
message-margin-off = The margin’s room is the text’s now.
message-strip-on = The footnotes of this screen stand at its foot.
message-sidenotes-no-room = There is no room for them now: the footnotes stand beside the text, or at its foot, where there is.
message-strip-off = The whole screen is the text’s.
strip-empty = No footnote is called on this screen.
margin-missing = { $count } more: f, l
margin-own-body = your text
message-scrolled-to-end = This is the end.
help-more = j more
marks-none = A letter or a digit names this place.
list-jumps = Where I came from
list-no-jumps = Places that you leave by a jump stand here: a section, a footnote, a hit.

message-file-changed = The file has changed. r reads it again; your place is kept.
message-read-again = Read again.
message-read-as-chosen = Read so. R reads it in another way.
message-looks-like = This looks like { $what }. R reads it so.
message-guessed = Encoding guessed: { $encoding }. R reads the file in another.
message-undecodable = { $count ->
    [one] One place is
   *[other] { $count } places are
  } not valid { $encoding }, shown as �. R reads another encoding.
message-still-reading = The rest of the document is still being read.
message-mark-pending = It will be marked as soon as the document is read …
message-marks-gone = { $count ->
    [one] A passage that waited to be marked is not there any more: it was not marked.
   *[other] { $count } passages that waited to be marked are not there any more: they were not marked.
  }
message-end-pending = Going to the end as soon as it is read …
message-place-pending = Going to where you left off as soon as it is read …
message-input-once = Standard input can’t be read a second time.
message-last-section = This is the last section.
message-no-tables = This document has no tables.
message-empty-table = This table has no cells.
message-nothing-to-follow = Nothing to follow in this sentence.
message-nothing-in-focus = Nothing is in focus here.
message-nothing-to-copy = Nothing to copy.
message-nothing-chosen = Nothing chosen.
message-no-way-back = No earlier place.
message-no-way-forward = No later place.
message-no-search = Nothing is being searched for. / begins a search.
message-not-found = Not found: { $query }
message-search-from-start = From the start again.
message-search-from-end = From the end again.
message-link-outside = ! opens the address, y copies it.
message-link-broken = Nothing in this document is named { $target }.
message-not-yours = Only your own notes can be changed.
message-embedded = This belongs to the file itself. “Make notes of the highlights and comments in the file” (:) makes it yours.
message-no-embedded = The file carries no highlights or comments.
message-paste-nowhere = Nothing here takes pasted text.
message-note-saved = Note saved.
message-highlight-saved = Highlight saved.
message-bookmark-saved = Bookmark saved.
message-deleted = Deleted. z brings it back.
message-undone = Undone.
message-redone = Done again.
message-nothing-to-undo = Nothing to undo or redo.
message-has-note = There is a note on it already. a opens it.
message-draft-kept = Kept as a draft. a opens it again.
message-draft-not-kept = Not kept as a draft, it is only here: { $reason }
message-draft-stays = The draft could not be deleted yet: { $reason }
message-drafts-wait = { $count ->
    [one] An unsaved draft is waiting. A lists it.
   *[other] { $count } unsaved drafts are waiting. A lists them.
}
message-open-draft-first = Open it first (Enter): a draft is changed where it is written.
message-can-keep = Notes can be saved again.
message-draft-back = Your unsaved draft is back.
message-note-lost = Its passage was not found in this text. The note is kept.
message-nothing-to-export = No notes to export yet. h highlights, a writes a note.
message-job-failed = That failed because of a fault in ibid. The log says more (ibid paths shows where it is).
message-no-such-place = This document has no such place.
message-no-such-note = The note is not among those on this document.
message-note-doubtful = It may stand here; its place is doubtful. + settles it.
message-no-path = Type a path first.
message-copied = Sent to the clipboard: { $characters ->
    [one] 1 character
   *[other] { $characters } characters
  }.
message-exported = { $count ->
    [one] 1 note
   *[other] { $count } notes
  } written to { $path }.
message-exported-document = The document is written to { $path }.
message-exporting = Writing …
message-imported = { $count ->
    [0] No note was changed.
    [one] 1 note taken in. z takes it back.
   *[other] { $count } notes taken in. z takes them back.
  }
message-nothing-to-import = There is nothing to take in.
message-details-kept = Details saved.
message-open-to-cite = Open it first (Enter): a note is cited from its document.
copy-too-long = { $bytes } bytes are too many for a terminal’s clipboard ({ $most } at most).
copy-too-many-cells = { $cells } cells are too many for a terminal’s clipboard ({ $most } bytes at most). Mark fewer, or write them to a file with e.

## Peeks, lists, forms

footnote-none = This file holds no text for footnote { $label }.
footnote-uncalled = Nothing in the text calls it.
margin-no-body = no text in this file
link-outside = ibid itself fetches nothing: ! hands the address to your desktop, y copies it.
peek-called = footnote { $label } is called here
peek-go = Enter go
peek-next = Tab next ({ $at } of { $all })
peek-more = j more
peek-close = Esc close
list-notes = My notes
list-hits = Hits
list-count = { $at } of { $count }
picture-title = Picture
message-no-pictures = This document has no pictures that can be shown.
message-picture-decoding = Decoding the picture …
message-picture-failed = The picture could not be shown: { $reason }
message-picture-input = What comes from standard input can't be read again: save it to a file to see its pictures.
pictures-unwritten = The pictures could not be written to { $path }: { $reason }. Name another folder.
pictures-undecoded = Picture { $number } could not be decoded: { $reason }
list-footnotes = Footnotes
list-no-footnotes = This document has no footnotes.
list-drafts = Unsaved drafts
list-no-drafts = No draft is waiting. What you type and don’t save is listed here.
list-notes-unread = The notes can’t be read. { $reason }
list-no-notes = No notes yet. In the text, h highlights the sentence in focus, a writes a note on it, m bookmarks it.
list-nothing-passes = Nothing matches this filter.
list-all-notes = My notes on all documents
list-all-notes-coming = They are being fetched …
list-filter-terms = words  "a phrase"  #tag  label:  section:  date:2026-11  is:doubtful  -not
list-keys-notes = Enter go   e edit   s sort   / filter   l all documents   Esc close
list-keys-all-notes = Enter open   s sort   / filter   l this document   Esc close
list-keys-drafts = Enter go on writing   x delete   / filter   l notes   Esc close
list-keys-hits = Enter go   / filter   Esc close
note-doubtful = doubtful, { $at } of { $count }: “{ $words }”
do-settle = Settle the note at this place
message-nothing-to-settle = No note waits for its place to be settled here.
message-note-picked = Go to the passage it belongs to (v selects), and press + there.
message-by-newest = The one changed last first.
message-by-label = By label.
message-by-place = As in the text.
message-settled = The note stands here from now on.
group-unplaced = Not placed in this text
group-embedded = In the file itself
embedded-lead = in the file
state-doubtful = doubtful
state-lost = not placed
do-set-label = Name the label
do-set-tags = Write the tags
do-review = Review notes from an older edition
do-changes = What changed, section by section
do-write-elsewhere = Write what is here to a file of its own
ask-label = Label
ask-tags = Tags
ask-rescue = Write to the file
ask-notes-path = Notes from the file
message-open-first = Open it first (Enter): notes are changed in their document.
message-document-unknown = It is not known where this document is. Open it by its file: its notes are there.
message-still-placing = Notes are still being placed.
message-nothing-to-review = No note here waits for review.
message-place-by-hand = It has no place yet. + picks it up, so that you can put it on a passage.
message-review = From another edition: { $doubtful } doubtful, { $lost } not placed, { $changed } changed. w reviews them.
message-file-written = Written to { $path }.
file-failed = { $file } was not written: { $reason }. Type another path.
review-title = Review, { $at } of { $count }
review-doubtful-of = doubtful, place { $at } of { $count }
review-settled = settled
review-then = As it was
review-now = As it may be now
review-nowhere = Nothing in this text is like it.
review-changes = What changed, by section (paragraphs)
review-comparing = The two texts are being compared …
review-no-changes = The texts are the same, paragraph by paragraph, or the old one is not kept.
review-keys = y accept   Tab next place   + by hand   n leave   o look   s changes   Esc close
review-keys-changes = j k move   s notes   Esc back
reason-exists = it is there already, and is not written over
config-wrong = { $file }: { $reason }. Everything else works, with the defaults.
config-line = line { $line }: { $reason }
config-limit = [limits] { $name } is { $value }; it can be from { $least } to { $most }
config-colour = the label { $label } has no colour called { $colour }; there are { $known }
note-lost = not found in this text
kind-highlight = highlight
kind-note = note
kind-bookmark = bookmark
label-question = question
label-claim = claim
label-quote = quote
label-todo = to do
editor-failed-taken = Your editor ended with an error ({ $reason }). What it wrote is here.
editor-failed = Your editor failed: { $reason }. What you wrote here is as it was.
do-edit-outside = Go on in your own editor ($VISUAL, $EDITOR)
editor-saving = saving …
editor-keys = C-s save   C-l label   C-o editor   C-t to a file   Esc leave
export-count = { $count ->
    [one] 1 note
   *[other] { $count } notes
  }
export-count-of = { $count } of { $all ->
    [one] 1 note
   *[other] { $all } notes
  }
export-documents = { $count ->
    [one] 1 document
   *[other] { $count } documents
  }
export-the-document = the document
export-title = Export
export-row-form = Form
export-row-filter = Notes
export-row-order = Order
export-row-sentence = Sentence
export-row-documents = Documents
export-row-path = To
export-hint-turn = h l
export-hint-filter = /
export-hint-order = s
export-hint-sentence = w
export-hint-documents = a
export-hint-path = e
export-all-notes = all
export-by-place = as in the text
export-by-time = the oldest first
export-with-sentence = the one around each quote, too
export-without-sentence = the quotes alone
export-of-this = this one
export-of-all = all with notes
export-gathering = { $done ->
    [one] 1 document read
   *[other] { $done } documents read
  }
export-reading-all = The documents with notes are being read …
export-fate-looking = Looking …
export-fate-new = A new file.
export-fate-same = The file there says just this already.
export-fate-stream = This is a device or a pipe: it is written to as it is.
export-fate-merged = The file there is written again; { $kept ->
    [0] nothing of yours stands in it outside of ibid’s regions.
    [one] 1 line of yours in it stays.
   *[other] { $kept } lines of yours in it stay.
  }
export-fate-rescued = { $count ->
    [one] 1 region of ibid’s was changed in the file there: what you wrote in it is put behind it
   *[other] { $count } regions of ibid’s were changed in the file there: what you wrote in them is put behind them
  }; { $kept ->
    [one] 1 line of yours stays.
   *[other] { $kept } lines of yours stay.
  }
export-fate-replaced = The older export there ({ $bytes } bytes) is written over.
export-foreign = A file that ibid did not write stands there, and is not written over. e names another.
export-nothing-yet = No notes yet. An export holds what you highlight (h), write (a) and bookmark (m), with section, page and quote. BibTeX and CSL say what the document is, and need none.
export-more-lines = … { $count ->
    [one] 1 more line
   *[other] { $count } more lines
  }
export-more = … and so on
goto-section = section
goto-table = table
goto-footnote = footnote
goto-note = note
goto-command = key
goto-keyless = command
goto-nothing = Nothing is called { $query }.
search-none = nothing found
search-going-on = searching …
search-hint = Enter keep   Tab list   Esc back
search-limit = { $file }: more than { $limit ->
    [one] 1 hit
   *[other] { $limit } hits
  }; --limit prints more.
help-title = Keys · { $place }

## Comparing

do-compare = Compare with another document or edition
do-next-change = Next change
do-previous-change = Previous change
do-other-side = To the other side
do-other-way = Compare by words, by structure, or as fits
do-second-pane = Second pane (again: close it)
do-border-left = Move the border left (up)
do-border-right = Move the border right (down)
do-own-document = Open the other pane’s document in its own right
place-choose = Choosing
place-compare = Compare desk
hint-change = next change
hint-side = other side
hint-summary = summary
choose-compare = Compare with
choose-pane = In the second pane
choose-read-as = Read this file
choose-encoding = Read this file in
choose-delimiter = Fields are parted by
choice-as-text = as plain text
choice-as-markdown = as Markdown, with what is HTML in it
choice-as-csv = as a table of fields (CSV)
choice-as-tsv = as a table of fields parted by tabs (TSV)
choice-as-other = as { $name }
choice-as-told = as its name and its first bytes say
choice-by-sign = as a table of fields with another sign between them …
choice-in-other = in another encoding …
choice-in-told = the encoding that its bytes show
choice-sign-comma = comma  ,
choice-sign-semicolon = semicolon  ;
choice-sign-tab = tab
choice-sign-bar = bar  |
choice-sign-colon = colon  :
choice-sign-blank = blank
choose-text = Another window has saved this note. It says:
choice-both-texts = Keep both: that, and mine below it
choice-own-text = Mine in its place (that stays in the history)
choice-their-text = That; mine waits as a draft
choice-of-draft = Delete this draft? It can’t be brought back.
choice-keep-draft = Keep it
choice-drop-draft = Delete it
choice-korean = the Korean edition of this brief
choice-english = the English edition of this brief
choice-document = { $name }
choice-kept = an older edition, by the words kept with your notes ({ $name })
choice-file = a file …
choice-here = this document, here
ask-compare-path = Compare with the file (Tab completes)
ask-pane-path = Read beside this the file (Tab completes)
compare-coming = The two documents are being compared … { $percent } %
compare-empty = Neither document has any text.
compare-older = older edition
compare-head-words = by words
compare-head-structure = by structure
compare-head-strangers = nothing in common; side by side from the beginnings
compare-head-incomplete = not all was looked at
compare-head-stacked = too narrow for two columns
compare-paired = all paired
compare-changed = { $count } changed
compare-moved = { $count } moved
compare-left = { $count } only here
compare-right = { $count } only there
compare-change = change { $at } of { $all }
message-no-changes = Nothing changed.
message-first-change = This is the first change.
message-last-change = This is the last change.
message-compare-auto = Comparing by whichever fits …
message-compare-words = Comparing by words …
message-compare-structure = Comparing by structure …
message-kept-words-only = Only the words of this edition are kept: there is no file to open.
message-no-room-for-panes = Two panes need 73 columns, or 13 rows of text.
message-panes-stacked = Too narrow for two panes side by side: they lie one above the other.
message-no-panes = There is one pane. | opens a second.
message-guest = Notes and desks belong to the document that was opened first. M-Enter opens this one in its own right.
message-no-guest = This is the document that was opened first.

cli-compare = Hold two documents against each other; exit code 1 where they differ
cli-compare-files = The documents: an edition and a newer one, or two languages of one text
cli-compare-by = words (editions), structure (languages), or auto: whichever fits
cli-compare-summary = Only how much changed in each section
cli-compare-examples =
    ibid compare draft.md final.md
    ibid compare brief.ko.md brief.en.md --by structure --json
compare-by-words = Compared by words: { $percent } % of the different words are in both.
compare-by-structure = Compared by order, lengths, figures and names, as two languages of one text: { $percent } % of the different words are in both.
compare-strangers = Nothing tells that these two belong together ({ $percent } % of the different words are in both): they only stand side by side from their beginnings. --by sets how to compare.
compare-incomplete = There was too much to look at everything: some of what is told as replaced may be the same.
compare-same = The words are the same.
compare-section-same = the same
compare-counts = { $changed } changed, { $moved } moved, { $left } only in the first, { $right } only in the second, { $same } the same

## What can't be read

read-missing = { $file }: there is no such file. Check the name.
read-folder = { $file } is a folder. Name a file in it.
read-special = { $file } is neither a file nor a pipe. Name a file.
read-forbidden = { $file }: you may not read it. Check its permissions.
read-address = { $file }: ibid fetches nothing from the network. Download it first, then open the file.
read-too-large = { $file }: { $bytes } bytes are more than ibid reads (4 GiB). Split it first.
read-failed = { $file }: reading failed: { $reason }.
read-empty = { $file } is empty: there is nothing to read in it.
read-binary = { $file } is not text (byte { $offset } shows it). If it should be, convert it to UTF-8 first.
read-unsupported = { $file } is { $format }, which ibid doesn’t read. Convert it to text or Markdown first.
read-left-out = { $file } is { $format }, which this build of ibid doesn’t read: its feature was switched off.
read-locked = { $file } has a password. Give it in a file: ibid --password-file FILE
read-wrong-password = { $file }: the password is wrong.
read-no-page = { $file }: no word of its { $pages ->
    [one] page
   *[other] { $pages } pages
  } could be read; `ibid check` says why.
read-pages-lost = { $file }: { $count } of { $pages ->
    [one] one page
   *[other] { $pages } pages
  } could not be read; `ibid check` says which, and why.
read-pages-part = { $file }: { $count } of { $pages ->
    [one] one page
   *[other] { $pages } pages
  } { $count ->
    [one] is
   *[other] are
  } damaged and could only be read in part; `ibid check` says which.
read-damaged = { $file } is damaged: not a page of it can be read. Try to get it once more, or repair it with qpdf.
read-encrypted = { $file } is encrypted in a way that ibid doesn’t read. Save it without encryption first.
read-too-much = { $file }: reading it would take more than { $memory } MiB of memory. [limits] memory in config.toml says how much it may.
read-ended-behind = { $pages ->
    [0] before its first page
    [one] behind its first page
   *[other] behind { $pages } pages
}
read-ended-page-time = { $file }: a page ({ $behind }) took more than { $seconds } seconds of the processor. [limits] page_seconds in config.toml says how much it may.
read-ended-time = { $file }: reading it took more than { $seconds } seconds of the processor ({ $behind }). [limits] seconds in config.toml says how much it may.
read-ended-asleep = { $file }: the process that reads it did not move for { $seconds } seconds and was ended ({ $behind }). Try it once more.
read-ended-memory = { $file }: reading it took more than { $memory } MiB of memory ({ $behind }). [limits] memory in config.toml says how much it may.
read-ended-crash = { $file }: the process that reads it crashed ({ $behind }: { $reason }). The file is probably damaged; qpdf may repair it.
read-ended-killed = { $file }: the process that reads it was ended from outside ({ $behind }: { $reason }). A system that runs out of memory does that. Try it once more.
read-ended-silent = { $file }: the process that reads it ended without a word ({ $behind }: { $reason }). Try it once more.
read-ended-unsound = { $file }: what the process that reads it answered is no document ({ $behind }: { $reason }).
read-ended-unstarted = { $file }: the process that reads it could not be started: { $reason }.
read-ended-replaced = { $file }: ibid was replaced by another version while it runs. Start it again to read this.
read-stopped = { $file }: reading was stopped.
no-terminal = No terminal to draw on: { $reason }. ibid FILE | cat prints the text.

## The command line

cli-about = A terminal reader for briefs: sections, tables, footnotes, search and notes.
cli-usage = Usage:
cli-commands = Commands
cli-arguments = Arguments
cli-options = Options
cli-file = The file to read; - is standard input
cli-at = Where to start: section:3, page:5, 50%, offset:1234 (bytes), or the id of a note
cli-format = Read it as this format: text, markdown, csv, tsv or pdf
cli-encoding = Read its text in this encoding: utf-8, euc-kr (cp949), johab, shift_jis, windows-1252 and others
cli-delimiter = Read it as delimited text with this sign between the fields: a sign, or tab, comma, semicolon, pipe, space
cli-private = Leave no trace but your notes: no place, no line in the library
cli-no-mouse = Leave the mouse to the terminal
cli-ascii = Draw frames and marks in ASCII
cli-width = Columns to wrap at; 0 does not wrap
cli-data-dir = Keep notes and state in this folder
cli-language = Speak this language: en or ko
cli-password-file = A file whose first line is the password of the document
cli-debug = Write more to the log
cli-help = Show this help
cli-version = Show the version
cli-outline = List the sections: number, title, page, share
cli-shape = How long each section is, the time it takes, and what lies in it
cli-terms = The index: names, terms and abbreviations, and where they stand
cli-terms-order = Their order: by name, the most frequent first, or as they are met
cli-terms-least = Only terms that stand so often in the text
cli-claims = List the figures of the prose, and the cells of tables that hold them
cli-footnotes = List the footnotes and where they are called
cli-pictures = List the pictures, or write them to files
cli-pictures-write = Write each as PNG into this folder, which is made if need be; no file is overwritten
cli-check = List what is wrong with the document, and what was left out of its text
cli-text = Print the text
cli-text-section = Only this section, numbered as in outline
cli-text-dump = Print the structure instead
cli-tables = List the tables, or print one
cli-tables-number = The table, numbered as in the list
cli-tables-format = Print it as text, csv, tsv, md, json, html or chart
cli-tables-sort = Sort the rows by a column: its number or head, with :desc the other way
cli-tables-then = Then by this column, where rows are equal; may be given again
cli-tables-filter = Only rows that pass: 2022>1000, words, /pattern/; may be given again
cli-tables-view = Computed instead of printed
cli-tables-bom = Begin CSV with a byte-order mark, for spreadsheets
cli-filter-column = Name the column that is compared: 2022>1000.
cli-tables-transpose = Swap rows and columns
cli-search = Search documents
cli-query = What to search for
cli-regex = The query is a regular expression
cli-limit = Print at most this many hits
cli-annotate = Write a note, or highlight
cli-quote = The passage, as it stands in the text
cli-nth = Which of several equal passages, from 1
cli-cell = A cell: numbers from 1, or heads (in quotes where they hold a colon)
cli-annotate-section = The heading of this section
cli-note = What the note says; without it the passage is highlighted
cli-label = question, claim, quote, todo, or one of your own
cli-tag = A tag; may be given several times
cli-filter = Only those that fit: words, "a phrase", #tag, label:, section:, page:, date:2026-11, is:doubtful, is:lost; - before one leaves out
cli-sort-notes = Their order
cli-annotations-examples =
    ibid annotations report.md --filter 'label:question -#done'
    ibid annotations --filter 'date:2026-11 treaty' --sort newest
cli-annotations = List the notes on a document, or on all
cli-export = Export the notes on documents
cli-export-format = markdown, obsidian, logseq, org, html, text, json, jsonld, epub, csv, readwise, clippings, bibtex or csl
cli-export-out = Write to this file, or into this folder, instead of standard output
cli-export-force = Write over a file that ibid did not write
cli-export-all = The notes on all documents
cli-export-template = Write with this template: one of yours, a file, or an example
cli-export-sort = place (the usual) or time
cli-export-sentence = The sentence around each quote too
cli-import = Take in notes from other programs, or from another ibid
cli-import-files = The document that the notes are on, and the file of notes. Notes exported by ibid need no document: they know theirs
cli-import-source = ibid, markdown, logseq, org, jsonld, hypothesis, koreader, clippings or readwise; known by itself where left out
cli-import-about = Only notes on documents with this title
cli-import-own = Take in the highlights and comments that the file of the document itself carries (PDF)
cli-import-dry = Say what would be done, and do nothing
cli-import-examples =
    ibid import report.pdf "My Clippings.txt" --dry-run
    ibid import report.md ~/vault/report-notes.md
    ibid import notes.json
    ibid import report.pdf --from-document
import-unread = No notes are taken from { $file }: { $reason }
import-no-file = there is no such file.
import-too-large = it is larger than { $most } MiB.
import-unknown = it is no file of notes that is known. Known are { $known }; --source says which it is.
import-broken = it is read as { $source }, and at { $place } it is not as that has to be: { $reason }. Nothing was changed.
import-too-many = it holds { $count } notes; { $most } are the most. Nothing was changed.
import-too-long = { $place } has { $bytes } bytes, more than any note may. Nothing was changed.
import-own-alone = With --from-document the document alone is named: ibid import FILE --from-document
import-own-none = { $file } carries no highlights or comments.
import-on-what = { $file } does not say which file its notes are on. Name it: ibid import FILE { $file }
import-about-what = The notes are on { $count ->
    [one] a document with another title. Say that this one is meant: --about TITLE
   *[other] { $count } documents, and none has this one’s title. Say which is meant: --about TITLE
  }
import-progress = { $done } of { $count ->
    [one] 1 note
   *[other] { $count } notes
  }
import-done = { $new } new, { $changed } changed, { $same } the same; { $doubtful } of them doubtful, { $lost } lost.
import-would = It would be: { $new } new, { $changed } changed, { $same } the same; { $doubtful } of them doubtful, { $lost } lost. Nothing was changed.
import-as-written = { $place }: Markdown has no words for “{ $words }”; it is kept as it is written.
import-more = { $count } more
import-passed-over = Line { $line }: an entry without its two lines was passed over.
import-kind-unsure = Line { $line }: only its shape tells whether this is a highlight or a note.
import-conflicts = { $count ->
    [one] One note was edited here and in the file since it was exported: both texts stand in it, the file's behind a line.
   *[other] { $count } notes were edited here and in the file since they were exported: both texts stand in them, the file's behind a line.
 }
import-would-conflict = { $count ->
    [one] One note was edited here and in the file since it was exported: both texts would stand in it.
   *[other] { $count } notes were edited here and in the file since they were exported: both texts would stand in them.
 }
import-before = before:      “{ $text }”
import-here = here:        “{ $text }”
import-there = in the file: “{ $text }”
import-no-plain-file = it is a folder or a device.
import-reading = The file is being read …
import-counts = { $new } new, { $changed } changed, { $same } the same
import-counts-both = { $conflicts } edited here and in the file (both texts kept), { $new } new, { $changed } changed, { $same } the same
import-astray = of them { $doubtful } doubtful, { $lost } not found in this text (kept all the same)
import-new = new
import-changed = changed
import-conflict = both changed
import-same = the same
import-which = The file holds notes on { $count ->
    [one] a document with another title. Do they belong here?
   *[other] { $count } documents, and none has the title of this one. Which notes belong here?
  }
import-keys = Enter take in   j k look   Esc leave all as it is
import-keys-nothing = nothing to take in   j k look   Esc close
import-keys-stop = Esc stop
import-keys-refused = Enter read again   e another file   Esc close
import-keys-which = Enter these   Esc close
detail-form = Details of this document
detail-title = Title
detail-author = Author
detail-publisher = Publisher
detail-date = Date
detail-kind = Kind
detail-container = In
detail-number = Number
detail-url = Address
detail-keys = Tab next   Enter save   Esc leave
detail-no-kind = There is no kind { $value }; there are { $known }.
cli-open = Open what an address in an exported file leads to
cli-open-address = ibid://note/… or ibid://document/…
cli-open-print = Only say the file and the place
cli-open-examples =
    ibid open ibid://note/0193a5d2-7c3e-7000-8000-000000000000
    ibid open "ibid://document/HASH?at=section:3" --print
open-no-address = { $address } is no address of ibid. They begin with ibid://note/ or ibid://document/.
open-no-note = Among your notes there is none that { $address } leads to.
open-deleted = The note was deleted on { $when }. ibid annotations history shows what it said.
open-gone = The document lay at { $path }, and there is no file any more. Once ibid has opened it where it lies now, the address leads there.
open-changed = { $path } was changed since the address was written, and its notes are not carried over to what it is now.
open-no-file = The document came from standard input: there is no file to open.
open-unknown-document = The library does not know where the document lies. Once ibid has opened it, the address leads there.
cli-templates = The templates for exports: yours and the examples
cli-templates-name = Print this template
cli-templates-variables = What a template can say of documents and notes
cli-cite = Cite a document or a passage of it
cli-cite-quote = The passage, and its words before the citation
cli-cite-style = korean, author-date, chicago, apa, plain, or one of yours
cli-cite-examples =
    ibid cite brief.pdf --style apa
    ibid cite brief.md --quote "words of the text"
cli-library-edit = Say what a document is: its author, publisher, date
cli-detail-title = Its title; an empty text takes back what you said
cli-detail-author = Its authors, apart by ;
cli-detail-publisher = Who published it
cli-detail-date = When: a year, a day, or words
cli-detail-kind = report, article, book, chapter, thesis or webpage
cli-detail-container = The journal or the book that it stands in
cli-detail-number = Volume, issue or report number
cli-detail-url = Where it is on the web
details-none = Nothing is known of it. Say it: ibid library edit FILE --author NAME
templates-none = No templates of yours in { $folder }.
templates-examples = Examples to start from (ibid templates NAME): { $names }
template-wrong = { $file }, line { $line }: { $reason }: { $words }
template-unread = The template { $file } can't be read: { $reason }.
template-none = There is no template { $name }. There are: { $known }.
config-format = [export] format: there is no { $value }; there are { $known }
config-auto = [export] auto: { $value } is no whole path; one begins with / or ~/
auto-locked = Notes on a document with a password are not exported by themselves.
export-sentence = In its sentence:
export-not-text = it is not UTF-8, and what you wrote in it could be lost
export-rescued = { $count ->
    [one] One region was changed in the file: what you wrote there stands behind it now.
   *[other] { $count } regions were changed in the file: what you wrote there stands behind them now.
 }
cli-library = List the documents that were read
cli-drafts = List what was typed and not saved, on a document or on all
drafts-none = No draft is waiting.
cli-history = List every change to the notes, also what was undone or deleted
cli-backup = Back the notes up now
cli-library-check = Check all that is kept: the notes, their log, every backup
cli-restore = Make the notes again from a backup and the log; what was there is set aside
cli-restore-backup = The backup; the newest sound one where none is named
cli-restore-alone = The backup alone, without what the log says came after it
cli-restore-yes = Do it; without this, only say what would go and what would come
cli-purge = Remove for good the notes that were deleted
cli-purge-document = Instead, all that is kept of this document: its path, or the beginning of its hash
cli-purge-yes = Do it; without this, only say what would go
history-added = made
history-edited = changed
history-deleted = deleted
history-restored = brought back
history-undone = undone
upkeep-notes = { $notes ->
    [one] 1 note
   *[other] { $notes } notes
  }; { $deleted } deleted, but not purged.
upkeep-holds = Backup of { $at } is sound: { $path }
upkeep-broken = Backup of { $at } is damaged: { $path }
upkeep-damage = The notes are damaged: { $reason }
upkeep-unsound = { $unsound ->
    [one] 1 note is not as it was written
   *[other] { $unsound } notes are not as they were written
  }; { $unread ->
    [one] 1 line of the log can’t be read.
   *[other] { $unread } lines of the log can’t be read.
  }
upkeep-well = All well.
upkeep-ill-notes = Something is wrong with the notes. ibid library restore tells what making them again from the newest backup and the log would change; it changes nothing without --yes.
upkeep-ill-copies = The notes themselves are sound; a copy of them is not. ibid library backup makes one that is.
upkeep-unlogged = { $missing ->
    [one] Of one change between the backup and the last one known nothing is left.
   *[other] Of { $missing } changes between the backup and the last one known nothing is left.
}
upkeep-would-restore = From the backup { $path }:
upkeep-after = Afterwards: { $notes ->
    [one] one note.
   *[other] { $notes } notes.
}
upkeep-goes = It would go: { $words }
upkeep-comes = It would come back: { $words }
upkeep-changes = It would say: { $words }
upkeep-more = … and { $count } more.
upkeep-restore-yes = --yes does it; what is there now is set aside first.
upkeep-no-backup = There is no backup yet. ibid library backup makes one.
upkeep-restored = Restored from { $path }
upkeep-aside = What was there is now at { $path }
upkeep-many = { $name } names several documents. Give more of the hash.
upkeep-unknown = The library has no document { $name }.
upkeep-purged = Notes removed for good: { $count }.
upkeep-would-purge = Notes that would be removed for good: { $count }. --yes does it.
cli-formats = List the formats that are read, and what of them
cli-paths = Show where notes, state and log are kept
cli-review = Review the notes of an older edition: where each stands now, and what is doubtful or lost
cli-review-carry = Carry the notes of the older edition over to this one
cli-review-from = Carry the notes of this document over: its path, or the beginning of its hash
cli-review-leave = Leave them where they are, and ask no more
cli-review-accept = Settle the places found: exact, moved, or all (the best of doubtful ones too)
review-edition = Looks like a newer edition of { $title } ({ $percent } % alike, { $count ->
    [one] 1 note
   *[other] { $count } notes
  }). --carry brings its notes here, --leave leaves them there.
review-exact = as it was
review-moved = moved
review-changed = other words now
review-is = now:
quote-older = quoted from an older edition; now “{ $now }”
review-doubtful = doubtful
review-lost = lost
review-placed = settled
review-was = was:
review-nothing = No note here comes from another edition.
review-accepted = Places settled: { $count }.
cli-completions = Print completions for a shell: bash, elvish, fish, powershell or zsh
cli-shell = The shell
man-name = NAME
man-synopsis = SYNOPSIS
man-more = MORE
cli-man = Print the manual page
cli-help-command = Help on a command, or on json: the shapes of all JSON output
cli-topic = A command, or json
cli-json = Print JSON
cli-examples = Examples:
cli-tables-examples =
    ibid tables report.md
    ibid tables report.md 1 --sort 2022:desc --format csv
    ibid tables report.md 1 --filter '2022>1000' --view change --transpose
cli-search-examples =
    ibid search "two words" report.md notes.txt
    ibid search --regex "20[12][0-9]" report.md --json
cli-annotate-examples =
    ibid annotate report.md --quote "as it stands" --note "Who says so?" --label question
    ibid annotate report.md --cell 1:Growth:2021 --tag figures
    ibid annotate report.md --section 3
cli-export-examples =
    ibid export report.md > notes.md
    ibid export report.md --format obsidian --out ~/vault
    ibid export --all --filter "#budget date:2026" --format csv --bom --out notes.csv
    ibid export report.md --template review
cli-more =
    ibid without a file opens what was read last, at its place.
    ibid FILE | cat prints the text; ibid help json describes all JSON output.
output-failed = Not everything could be printed: { $reason }.
cli-see-help = { $command } shows how it is used.
cli-wrong = The command line could not be understood.
cli-wrong-unknown = Unknown argument: { $arg }.
cli-wrong-unknown-like = Unknown argument: { $arg }. Did you mean { $like }?
cli-wrong-command = Unknown command: { $command }.
cli-wrong-like = Unknown command: { $command }. Did you mean { $like }?
cli-wrong-missing = Missing: { $arg }.
cli-wrong-no-value = { $arg } needs a value.
cli-wrong-value = { $value } is not a valid value for { $arg }.
cli-wrong-choice = { $value } is not a valid value for { $arg }. Choose one of: { $known }.
cli-wrong-near = { $value } is not a valid value for { $arg }. Did you mean { $like }? Choose one of: { $known }.
cli-wrong-nearest = { $value } is not a valid value for { $arg }. Did you mean { $like }?
cli-wrong-conflict = { $arg } can’t be used together with { $other }.
cli-wrong-twice = { $arg } was given twice.
cli-wrong-extra = One argument too many: { $arg }.
cli-wrong-number = { $arg } was given the wrong number of values.
cli-wrong-order = The command comes first: ibid { $command } FILE.
cli-perhaps-command = Did you mean the command { $like }?
cli-wrong-place = No such place. Give section:3, page:5, 50%, offset:1234, or the id of a note.

## The store

store-no-home = Notes can’t be saved: there is no home folder. Set HOME, or name a folder with --data-dir.
store-unwritten-for = Not saved; what you typed stays here. { $reason }
store-unwritten = Not saved: the notes can’t be written. What you typed stays here.
store-read-only = { $path } can’t be written: notes can be read, not saved. Change its permissions, or name another folder with --data-dir.
store-newer = { $path } was written by a newer ibid: notes can be read, not saved. Update ibid.
store-restored = The notes were damaged and have been restored: { $notes } are here, { $missing ->
    [0] and of no change is it known that it is missing.
    [one] and one change is missing.
   *[other] and { $missing } changes are missing.
}
store-restored-since = What was written after the backup of { $at }, if anything was, can’t be known.
store-restored-aside = The damaged file is kept: { $aside }
store-caught-up = The notes were behind their log, as a copy is that lacks notes.db-wal: { $notes ->
    [one] one note was brought back from it,
   *[other] { $notes } notes were brought back from it,
} { $missing ->
    [0] and nothing is missing.
    [one] and one change is missing.
   *[other] and { $missing } changes are missing.
}
store-read-only-for = Notes can be read, not saved, for now: { $reason }
store-repaired = { $notes ->
    [one] 1 damaged note was restored
   *[other] { $notes } damaged notes were restored
  }; { $lost } could not be.
store-unwritable = { $path } can’t be made or written: notes can’t be saved. Change its permissions, or name another folder with --data-dir.
store-denied = { $path } may not be opened: notes can’t be saved. Change its permissions, or name another folder with --data-dir.
store-wrong-kind = { $path } is in the way: notes can’t be saved. Move it away, or name another folder with --data-dir.
store-foreign = { $path } belongs to another program: notes can’t be saved. Move it away, or name another folder with --data-dir.
store-full = No room on the disk at { $path }: not saved. Make room, then save again.
store-busy = { $path } is in use by another program: not saved. Try again.
store-damaged = { $path } is damaged ({ $reason }): not saved. Start ibid again: it restores the newest good backup.
store-vanished = { $path } is no longer there: not saved. Saving again begins it anew.
store-no-note = That note no longer exists.
store-superseded = Another program has changed that note meanwhile.
store-draft-unkept = What you typed could not be kept as a draft. It was:
  { $text }
store-exists = That note already exists.
store-too-large = { $bytes } bytes are more than a note holds ({ $most }).
store-failed = { $path }: not saved: { $reason }
note-placing = looking for its place …

## Exports

export-file = File
export-not-found = Not found in this text

## The table desk

desk-row = row { $row } of { $rows }
do-then-sort = Then sort by this column too
do-show-all = Show all rows and columns
do-computed-view = Computed: change, index, share
do-hide = Hide the column (or row)
do-move-left = Move the column to the left
do-move-right = Move the column to the right
do-freeze = Hold the columns up to here
do-widen = Column as wide as its cells
do-cell-row-column = Cell, row or column in hand
do-mark-cells = Mark cells: sum, mean, median
do-sparklines = A small line beside each row
do-inspect = The cell, whole
do-filter-columns = Filter the columns
do-write-table = Write the table to a file
do-passages = Passages that name this row
ask-rows = Rows that hold (words, > 1000, 2022>1000, /pattern/; empty: all)
ask-columns = Columns that hold (words, > 1000, /pattern/; empty: all)
ask-password = Password
message-wrong-password = That is not its password.
message-reading-stopped = Reading stopped; r reads it again.
reading-now = Reading…
ask-table-path = Write the table to (.csv .tsv .md .json .html .txt)
message-table-pending = The table is still being read; its desk opens when it is there.
hint-figure = its cell
hint-picture = its picture
figure-wordless = picture
figure-same = { $figure } stands here as { $cell }.
figure-rounded = { $figure } may be { $cell }, rounded.
check-figures = Figures of the prose that a table holds, the same or rounded ({ $count })
check-figures-cut = There is more in the tables and the prose than is held against each other: the list of figures is not whole.
check-contradicted = Figures that say something else than the cell their sentence names ({ $count })
figure-contradicts = { $figure }, but { $cell } stands here.
check-claims = Figures of the prose that no table holds: to look at, not wrong by that ({ $count })
figure-scaled = in another scale
figure-named = { $count ->
    [one] the sentence names { $count } head
   *[other] the sentence names { $count } heads
}
claims-none = There are no figures in the prose.
terms-none = There are no terms.
terms-cut = The document has more terms than an index holds: the rarest were left out.
term-means = { $term } ({ $meaning })
term-may-be = { $term } ({ $meaning }?)
message-unlike-units = These count unlike things ({ $units }): put in order as the numbers are printed.
message-hidden = Hidden. = shows everything again.
message-stays = This one stays.
message-no-label = This row has no label.
message-table-endings = The ending tells the form: .csv .tsv .md .json .html .txt
message-filter-none = Nothing passes: this filter was taken off again.
message-filter-seen = { $count ->
    [one] 1 is seen.
   *[other] { $count } are seen.
  }
message-filter-empty = Type what to look for behind the sign.
message-filter-no-number = { $words } is no number. Words are typed without a sign.
message-filter-pattern = The pattern is wrong: { $reason }
desk-then = {", then "}
desk-filters = { $count ->
    [one] 1 filter
   *[other] { $count } filters
  }
desk-hidden = { $count } hidden
desk-marked = { $count ->
    [one] 1 cell
   *[other] { $count } cells
  }
desk-unlike = they count unlike things: no sum
desk-sum = sum
desk-mean = mean
desk-min = least
desk-max = greatest
desk-median = median
formula-change = change: value − the one before
formula-change-percent = change in %: (value − the one before) ÷ the one before × 100
formula-index = index: value ÷ { $base } × 100
formula-share = share in %: value ÷ { $base } × 100
formula-growth = growth a period in %, compounded since { $base }
formula-rank = rank: 1 for the greatest
formula-sum = the sum
formula-row = along the row
formula-row-by-time = along the row, by time
formula-column = down the column
formula-column-by-time = down the column, by time
desk-inspector-keys = j k scroll   h l next column   y copy   Esc close
chart-no-numbers = No numbers in this column.
desk-transposed = rows and columns swapped
desk-sorted-rising = sorted by { $head }, rising
desk-sorted-falling = sorted by { $head }, falling
desk-labels = labels
desk-misprint = printed { $printed }; read as { $read }
desk-source = Source: { $source }
chart-too-few = Too few numbers in this row for a chart.
message-no-room-for-chart = The chart needs a taller screen.

## Commands: what they say

cli-no-section = There is no section { $number }; the document has { $count }.
cli-no-table = There is no table { $number }; the document has { $count }.
cli-no-column = There is no column { $name }. Columns: { $known }.
cli-many-columns = { $name } names several columns. Give a number or more of the head: { $known }.
cli-no-row = There is no row { $name }. Rows: { $known }.
cli-many-rows = { $name } names several rows. Give a number or more of the label: { $known }.
cli-wrong-cell = { $cell } names no cell. Give TABLE:ROW:COLUMN, numbers from 1 or heads.
cli-empty-cell = The cell { $cell } is empty.
cli-no-target = What should the note be on? Give --quote, --cell or --section.
cli-many-passages = The passage occurs { $count } times. Say which one with --nth.
cli-no-passage = The passage occurs { $count ->
    [one] once
   *[other] { $count } times
  }; there is no number { $nth }.
annotations-none = No notes yet. ibid annotate FILE --quote TEXT --note TEXT makes one.
annotations-embedded = { $count ->
    [one] The file itself carries a highlight or comment that is not among your notes
   *[other] The file itself carries { $count } highlights and comments that are not among your notes
  } (ibid check FILE lists them, ibid import FILE --from-document takes them in).
library-empty = No documents yet. ibid FILE opens one.
format-pdf = headings, columns, footnotes, tables, lists, figures with their pictures, links, bookmarks, page labels; scanned pages are told
format-markdown = CommonMark with tables, footnotes, front matter and inline HTML
format-csv = a table; the sign between fields and the head are found
format-tsv = a table
format-text = paragraphs, headings, footnotes, tables, pages, out of hard-wrapped lines, in any usual encoding
formats-left-out = Left out of this build: { $formats }.
formats-apart = PDF is read in a process of its own that limits itself: memory, time, no files, no network.
paths-notes = notes
paths-state = state
paths-log = log  
paths-config = config
tables-size = { $rows } x { $columns }
tables-unit = Unit: { $unit }
export-not-over = { $path } is a file that ibid did not write, and is not written over. --force writes over it.
export-failed = { $path } could not be written: { $reason }. Choose another place.
reason-no-folder = there is no such folder
reason-forbidden = you may not write there
reason-folder = it is a folder
reason-full = the disk is full
reason-read-only = the disk is read-only
check-embedded = Highlights and comments in the file itself, { $count } of them (ibid import FILE --from-document makes them yours)
embedded-highlight = highlight
embedded-underline = underline
embedded-strikeout = struck out
embedded-squiggly = wavy line
embedded-comment = comment
embedded-textbox = words on the page
check-nothing = Nothing to report.
check-cut-short = Not read to its end
check-undecodable = Bytes that could not be read
check-nul = NUL bytes that were left out
check-guessed = Encoding
check-looks-like = Format
check-front-matter = Front matter
check-no-body = { $count ->
    [one] A footnote is called, but its text is not in this file
   *[other] { $count } footnotes are called, but their text is not in this file
}
check-no-call = { $count ->
    [one] A footnote that nothing calls
   *[other] { $count } footnotes that nothing calls
}
check-misprint = { $count ->
    [one] A number looks misprinted
   *[other] { $count } numbers look misprinted
}
check-footnote-twice = Footnotes with one label
check-ragged = Rows that do not fit their table
check-triangles = Signs that are read as minus
check-unclosed-quote = Quotation marks that are never closed
check-links = Links to places that are not there
check-capped = Limits that were reached
check-running-heads = Left out of the text: running heads
check-running-feet = Left out of the text: running feet
check-page-numbers = Left out of the text: { $count ->
    [one] a page number
   *[other] { $count } page numbers
}
check-markup = Left out of the text: markup without text
warning-cut-short = Only the first { $read } MiB of the file were read: there is more than fits into { $memory } MiB of memory ([limits] memory in config.toml). The rest is missing.
warning-footnote-twice = Footnote { $label } has several texts; they are shown one after the other.
warning-uncalled = Nothing in the text calls footnote { $label }.
warning-misprint = Table { $table }, { $row }, { $column }: { $printed } looks misprinted; read as { $read }.
warning-ragged = Row { $row } has { $cells ->
    [one] 1 cell
   *[other] { $cells } cells
  }; table { $table } has { $columns ->
    [one] 1 column
   *[other] { $columns } columns
  }.
warning-triangles = Table { $table }, { $column }: △ stands beside ▼; both are read as minus.
warning-unclosed-quote = { $count ->
    [one] The quotation mark in line { $line } has no partner; it is read as a sign, and its line as a row.
   *[other] { $count } quotation marks have no partner, the first in line { $line }; they are read as signs, and their lines as rows.
}
warning-undecodable = { $count ->
    [one] One place is
   *[other] { $count } places are
  } not valid { $encoding } (first at byte { $offset }); shown as �.
warning-nul = { $count ->
    [one] One NUL byte (byte { $offset }) was
   *[other] { $count } NUL bytes (the first is byte { $offset }) were
  } left out of the text.
warning-guessed = The file does not name its encoding; read as { $encoding }. --encoding NAME reads it in another.
warning-looks-like = The file looks like { $what }. --format { $format } reads it so.
warning-capped = More { $what } than ibid keeps apart ({ $limit }); the rest is shown flat.
capped-pages = pages
capped-footnotes = footnotes
warning-page-unmapped = Page { $page }: its fonts do not say which letters they draw, so its text can’t be told.
warning-page-scanned = Page { $page } is a picture; it has no text to read.
warning-page-partly = Page { $page } is damaged; a part of it could not be read.
warning-page-failed = Page { $page } could not be read.
check-pages = Pages without text
warning-front-matter = The front matter could not be read: { $reason }.
query-empty = Nothing to search for.
query-matches-empty = The expression matches the empty text, which is everywhere.
query-too-long = The query is too long ({ $most } characters at most).
query-bad-regex = At character { $at }: { $reason }.
regex-group-unclosed = a group is not closed
regex-group-unopened = a group is closed that was not opened
regex-group-name = a bad name of a group
regex-class-unclosed = a class is not closed
regex-class-range = a bad range in a class
regex-unknown-class = there is no such class of characters
regex-nothing-to-repeat = there is nothing to repeat
regex-bad-count = a bad count of repetitions
regex-bad-escape = a bad escape
regex-bad-flag = there is no such flag
regex-look-around = look-around is not supported
regex-backreference = backreferences are not supported
regex-too-deep = nested too deep
regex-too-large = too large
regex-other = not a regular expression
capped-nesting = levels of nesting
capped-quotes = quote signs on a line
capped-markup = signs of markup

# Texts that the reader writes for footnotes, and the footnote desk
kind-body = text of footnote { $label }
footnote-own = footnote { $label } (your text)
message-has-body = This file holds the text of footnote { $label } itself.
message-no-words = There are no words to keep yet.
peek-write-body = a write its text
peek-edit-body = e edit
footnotes-by-work = by work
footnotes-cited-once = Cited once, or not told
footnotes-called = { $count ->
    [1] Called once
   *[other] Called { $count } times, here { $at }
}
footnotes-alike = The same work: { $labels }
footnotes-missing = This file holds no text for footnote { $label }. a writes one of your own.
footnote-no-text = no text in this file
place-footnotes = Footnotes
message-no-body = This file holds no text for it. a writes one of your own.
message-by-work = By work: those that cite the same stand together. Which do is guessed.
message-by-number = By number.
message-means-none = It points to no other footnote.
message-reference-nowhere = There is no such place in this document.
hint-write-body = write its text
hint-next-call = next call
hint-body = its text
meant-note-before = { $words } → footnote { $label } (guess: the note just before)
meant-source-before = { $words } → footnote { $label } (guess: the last one before that names a source)
meant-same-author = { $words } → footnote { $label } (guess: the nearest earlier one of this author)
meant-short-title = { $words } → footnote { $label } (by author and short title)
meant-author-year = { $words } → footnote { $label } (by author and year)
meant-title-alone = { $words } → footnote { $label } (by its title)
meant-several = { $words } → footnote { $label }? (unsure: more than one work fits; this one is the nearest)
meant-numbered = { $words } → footnote { $label } (its number is named)
meant-none-earlier = { $words } → no earlier footnote fits
meant-no-number = { $words } → no footnote has this number
meant-itself = { $words } → this footnote itself
meant-first = — it leads on to footnote { $label }
reference-counted = guess: counted, nothing prints the number
reference-nearest = guess: the nearest one
reference-nowhere = This document has nothing that is called { $words }.
peek-open = ! open
do-open-link = Open an address outside
do-follow-meant = To the footnote that it means
do-go-to-body = To its text in the document
message-no-address = No address outside stands here.
address-opened = Handed to the desktop: { $address }
address-refused = Not opened: { $address }. Only addresses of the web and of mail are.
address-no-desktop = There is no desktop here that could open { $address }. y copies it.
address-failed = { $address } could not be opened: { $reason }

footnote-your-text = your text
references-none = Nothing in the text points to another place of it without a link.
references-nowhere = nowhere: the document has nothing that is called so
check-references = { $count ->
    [1] A reference that leads nowhere
   *[other] { $count } references that lead nowhere
}
cli-references = List what the text points to without a link, and where that is
cli-annotate-footnote = Write the text of a footnote that the file holds none for
cli-no-footnote = This document has no footnote { $label }.
cli-text-links = Make links of a terminal out of those to the web and to mail: auto, always or never

## The timeline

cli-timeline = List the dates and periods in the text, each with its sentence
cli-timeline-from = Only what ends on this date or later (2023, 2023-09, 2023-09-12)
cli-timeline-to = Only what starts on this date or earlier
cli-timeline-order = time (the usual) or place (the order of the text)
cli-timeline-examples =
    ibid timeline report.md --from 2018 --to 2020-06
    ibid timeline report.md --order place --json
cli-wrong-date = { $value } is no date; 2023, 2023-09 and 2023-09-12 are.
when-decade = { $year }s
when-year = { $year }
when-years = { $year }–{ $last }
when-fiscal = FY{ $year }
when-half = { $year } H{ $part }
when-half-alone = H{ $part }
when-quarter = { $year } Q{ $part }
when-quarter-alone = Q{ $part }
when-month =
    { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    } { $year }
when-month-alone =
    { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
when-months =
    { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }–{ $last ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    } { $year }
when-months-alone =
    { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }–{ $last ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
when-day =
    { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    } { $year }
when-day-alone =
    { $day } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
when-days =
    { $day }–{ $last } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    } { $year }
when-days-alone =
    { $day }–{ $last } { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
when-span = { $from } to { $to }
timeline-none = No dates.
timeline-cut = The text has more dates; these are the first { $count }.
inquiry-timeline = Timeline
do-next-year = To the next year
do-previous-year = To the year before
timeline-carried = ? year from “{ $words }” before it
timeline-ahead = ? year from “{ $words }”, behind it in the same list
timeline-document = ? year by the document’s own date, { $year }
timeline-unknown = ? no year is known for it; it stands behind what it follows in the text
timeline-rough = its ends are read into words such as “early” and “end”
timeline-broken = { $sign } years without dates are left out
timeline-uneven = years with more dates are wider
