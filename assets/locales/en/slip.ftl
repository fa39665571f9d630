# The clearance slip on the screen.

sheet-print = Print
sheet-save = Save as PDF
sheet-saved = Saved: { $path }
sheet-size = A5, one page
sheet-back = Back to the crossing
sheet-code = Code of the slip
sheet-revoked = This slip is no longer in force: a fact or a decision changed. Issue a new one.
sheet-not-found = There is no slip { $number } on crossing { $reference }.
sheet-loading = The slip is being read.
sheet-decided = { $time } · { $desk }
sheet-number = Slip no. { $number }
