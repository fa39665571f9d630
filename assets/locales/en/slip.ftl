# The clearance slip on the screen.

sheet-print = Print
sheet-save = Save as PDF
sheet-saved = Saved: { $path }
sheet-size = A5, { $count ->
    [one] one page
   *[other] { $count } pages
}
sheet-back = Back to the crossing
sheet-revoked = This slip is no longer in force: a fact or a decision changed. Issue a new one.
sheet-outgrown = Somebody or something is through since and is not on this slip.
sheet-not-found = There is no slip { $number } on crossing { $reference }.
sheet-loading = The slip is being read.
notice-sheet-printed = Notice { $serial } · A4, { $count ->
    [0] not printed yet
    [one] printed once
   *[other] printed { $count } times
}
notice-sheet-loading = The notice is being read.
notice-sheet-missing = There is no notice here: the refusal was annulled, or it is the other State’s.
