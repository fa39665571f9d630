# Dates et heures. Les mois sont numérotés à partir de 1, janvier.

month-short-1 = janv.
month-short-2 = févr.
month-short-3 = mars
month-short-4 = avr.
month-short-5 = mai
month-short-6 = juin
month-short-7 = juil.
month-short-8 = août
month-short-9 = sept.
month-short-10 = oct.
month-short-11 = nov.
month-short-12 = déc.

# Le premier du mois s’écrit « 1er ».
calendar-date = { $day ->
    [1] 1er
   *[other] { $day }
} { $month } { $year }
calendar-date-time = { $date }, { $time }
