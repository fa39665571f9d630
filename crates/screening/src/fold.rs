//! From a name as written to words of lower-case ASCII letters, each with the spellings that Doc 9303 allows for it.
//!
//! Invariant: folding is a function of the text alone; what cannot be written in ASCII is dropped, never guessed.

/// How much of a word its spelling in ASCII keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Script {
    /// Letters with vowels: Latin, Cyrillic, Greek, Ethiopic…
    Full,
    /// Consonants only: Arabic and Hebrew script, and Arabic written by the table of Doc 9303.
    Consonants,
    /// Syllables that only come near to the sound: Han, Kana, Hangul, Khmer, Thai…
    Near,
}

/// A word in ASCII.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Folded {
    /// Spellings, the usual first; never empty, none of them empty.
    pub forms: Vec<String>,
    pub script: Script,
}

impl Folded {
    fn new(form: String, script: Script) -> Self {
        Self { forms: vec![form], script }
    }

    /// Returns the text that is equal for equal words only.
    pub(crate) fn key(&self) -> String {
        let sign = match self.script {
            Script::Full => "",
            Script::Consonants => "~",
            Script::Near => "?",
        };
        format!("{sign}{}", self.forms.join("|"))
    }

    /// Returns the word with that key.
    pub(crate) fn from_key(key: &str) -> Self {
        let (script, forms) = match (key.strip_prefix('~'), key.strip_prefix('?')) {
            (Some(rest), _) => (Script::Consonants, rest),
            (_, Some(rest)) => (Script::Near, rest),
            (None, None) => (Script::Full, key),
        };
        Self { forms: forms.split('|').map(str::to_owned).collect(), script }
    }
}

/// Longest word that is looked at, in letters; longer ones are cut.
pub(crate) const LONGEST_WORD: usize = 24;

/// Most words of a name that are looked at.
pub(crate) const MOST_WORDS: usize = 14;

/// Returns the words of a name.
pub(crate) fn words(name: &str) -> Vec<Folded> {
    let mut words = Vec::new();
    // A comma says that the surname came first.
    let (first, second) = match name.split_once(',') {
        Some((surname, given)) if !given.contains(',') && !given.trim().is_empty() => (given, surname),
        _ => (name, ""),
    };
    let parts = first.split(separates).chain(second.split(separates));
    let raw: Vec<&str> = parts.filter(|word| !word.is_empty()).collect();
    let alone = raw.len() == 1;
    for word in raw {
        fold_word(word, alone, &mut words);
        if words.len() >= MOST_WORDS {
            words.truncate(MOST_WORDS);
            break;
        }
    }
    words
}

fn separates(sign: char) -> bool {
    sign.is_whitespace()
        || sign.is_control()
        || matches!(
            sign,
            ',' | '.' | ';' | '-' | '<' | '/' | '_' | '(' | ')' | '"' | '“' | '”' | '·' | '・' | '‧' | '•' | '=' | '‐'
                ..='―' | '+' | '&' | '،' | '။' | '፡'
        )
}

fn fold_word(word: &str, alone: bool, into: &mut Vec<Folded>) {
    let first = word.chars().find(|sign| sign.is_alphabetic());
    match first {
        Some('\u{0590}'..='\u{05FF}') => push(into, word.chars().filter_map(hebrew).collect(), Script::Consonants),
        Some('\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{FB50}'..='\u{FEFC}') => arabic_word(word, into),
        Some(sign) if is_han(sign) || is_hangul(sign) => east_asian(word, alone, into),
        Some('\u{3040}'..='\u{30FF}' | '\u{0900}'..='\u{11FF}' | '\u{1780}'..='\u{17FF}')
            if !is_georgian_or_so(first) =>
        {
            push(into, ascii(word, |_| None), Script::Near);
        }
        _ => lettered(word, into),
    }
}

/// Georgian and Ethiopic lie among the scripts of syllables but write every vowel.
fn is_georgian_or_so(sign: Option<char>) -> bool {
    matches!(sign, Some('\u{10A0}'..='\u{10FF}' | '\u{1200}'..='\u{139F}'))
}

fn push(into: &mut Vec<Folded>, mut form: String, script: Script) {
    form.truncate(LONGEST_WORD);
    if !form.is_empty() {
        into.push(Folded::new(form, script));
    }
}

/// A word of letters with vowels, with its spellings by Doc 9303-3, section 6.
fn lettered(word: &str, into: &mut Vec<Folded>) {
    let mut usual = ascii(word, usual_spelling);
    let mut other = ascii(word, icao_spelling);
    usual.truncate(LONGEST_WORD);
    other.truncate(LONGEST_WORD);
    if usual.is_empty() {
        return;
    }
    if is_arabic_of_doc_9303(&usual) {
        push(into, arabic_of_doc_9303(&usual), Script::Consonants);
        return;
    }
    let unescaped = usual.replace("uxx", "u").replace("nxx", "n").replace("oxx", "o");
    let mut folded = Folded::new(if unescaped.is_empty() { usual } else { unescaped }, Script::Full);
    if !other.is_empty() && !folded.forms.contains(&other) {
        folded.forms.push(other);
    }
    into.push(folded);
}

/// Writes a word in lower-case ASCII letters and digits; `special` has the first say.
fn ascii(word: &str, special: fn(char) -> Option<&'static str>) -> String {
    let mut written = String::with_capacity(word.len());
    for sign in word.chars().take(4 * LONGEST_WORD) {
        let text = special(sign).unwrap_or_else(|| any_ascii::any_ascii_char(sign));
        written.extend(text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()));
    }
    written
}

fn usual_spelling(sign: char) -> Option<&'static str> {
    Some(match sign {
        'ə' | 'Ə' => "a",
        'ı' | 'İ' => "i",
        'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ь' | 'ъ' | 'Ь' | 'Ъ' => "",
        'х' | 'Х' => "kh",
        'є' | 'Є' | 'Э' | 'э' => "e",
        'ў' | 'Ў' => "v",
        _ => return None,
    })
}

fn icao_spelling(sign: char) -> Option<&'static str> {
    Some(match sign {
        'ä' | 'Ä' | 'æ' | 'Æ' => "ae",
        'ö' | 'Ö' | 'ø' | 'Ø' | 'œ' | 'Œ' => "oe",
        'ü' | 'Ü' => "ue",
        'å' | 'Å' => "aa",
        'ß' | 'ẞ' => "ss",
        'ч' | 'Ч' => "ch",
        'ё' | 'Ё' => "e",
        'й' | 'Й' => "i",
        _ => return usual_spelling(sign),
    })
}

fn is_han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

fn is_hangul(sign: char) -> bool {
    matches!(sign, '\u{AC00}'..='\u{D7A3}')
}

/// A Chinese or Korean name written in one piece is a surname of one sign and a given name of the others.
fn east_asian(word: &str, alone: bool, into: &mut Vec<Folded>) {
    let mut signs = word.chars();
    // A short name is spelled exactly by its syllables; a long one is a foreign name written by its sound.
    let script = |count: usize| if word.chars().all(is_han) && count <= 2 { Script::Full } else { Script::Near };
    let count = word.chars().filter(|sign| is_han(*sign) || is_hangul(*sign)).count();
    if alone && (2..=4).contains(&count) && word.chars().count() == count {
        let surname: String = signs.by_ref().take(1).collect();
        push(into, ascii(&surname, |_| None), script(1));
    }
    push(into, ascii(signs.as_str(), |_| None), script(signs.as_str().chars().count()));
}

fn hebrew(sign: char) -> Option<char> {
    Some(match sign {
        'א' | 'ע' => 'a',
        'ב' => 'b',
        'ג' => 'g',
        'ד' => 'd',
        'ה' | 'ח' => 'h',
        'ו' => 'w',
        'ז' => 'z',
        'ט' | 'ת' => 't',
        'י' => 'y',
        'כ' | 'ך' | 'ק' => 'k',
        'ל' => 'l',
        'מ' | 'ם' => 'm',
        'נ' | 'ן' => 'n',
        'ס' | 'ש' | 'צ' | 'ץ' => 's',
        'פ' | 'ף' => 'p',
        'ר' => 'r',
        _ => return None,
    })
}

fn arabic(sign: char) -> &'static str {
    match sign {
        'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' | 'ع' | 'ى' | 'ة' => "a",
        'ب' => "b",
        'ت' | 'ط' | 'ٹ' => "t",
        'ث' => "th",
        'ج' => "j",
        'ح' | 'ه' | 'ہ' | 'ھ' | 'ە' => "h",
        'خ' => "kh",
        'د' | 'ڈ' | 'ض' => "d",
        'ذ' => "dh",
        'ر' | 'ڑ' => "r",
        'ز' | 'ظ' => "z",
        'س' | 'ص' => "s",
        'ش' => "sh",
        'غ' => "gh",
        'ف' => "f",
        'ڤ' => "v",
        'ق' => "q",
        'ك' | 'ک' => "k",
        'گ' => "g",
        'ل' => "l",
        'م' => "m",
        'ن' | 'ں' => "n",
        'و' | 'ؤ' | 'ۆ' => "w",
        'ي' | 'ی' | 'ئ' | 'ے' | 'ې' => "y",
        'پ' => "p",
        'چ' => "ch",
        'ژ' => "zh",
        _ => "",
    }
}

/// A word of Arabic script; the article and "servant of" stand apart, as in Latin script.
fn arabic_word(word: &str, into: &mut Vec<Folded>) {
    let form: String = word.chars().take(2 * LONGEST_WORD).map(arabic).collect();
    let mut rest = form.as_str();
    if let Some(after) = rest.strip_prefix("abdal").filter(|after| after.len() >= 3) {
        push(into, "abd".to_owned(), Script::Consonants);
        rest = after;
    } else if let Some(after) = rest.strip_prefix("al").filter(|after| after.len() >= 3 && word.starts_with("ال")) {
        push(into, "al".to_owned(), Script::Full);
        rest = after;
    }
    push(into, rest.to_owned(), Script::Consonants);
}

/// Says whether a word is Arabic in the spelling of Doc 9303-3, section 6.C: `MXHMD`, `XALRXHYM`.
fn is_arabic_of_doc_9303(word: &str) -> bool {
    let escapes = ["xh", "xd", "xs", "xt", "xz", "xk", "xa", "xe", "xy", "xx", "xn"];
    let vowels = word.bytes().filter(|letter| matches!(letter, b'a' | b'e')).count();
    // Its table has no O, and I and U in escapes and of rare letters alone.
    word.len() >= 3
        && 4 * vowels <= word.len()
        && !word.contains(['i', 'o', 'u'])
        && escapes.iter().any(|escape| word.contains(escape))
}

/// Reads the escapes of Doc 9303-3, section 6.C as the letters that they stand for.
fn arabic_of_doc_9303(word: &str) -> String {
    const ESCAPES: [(&str, &str); 14] = [
        ("xaa", "a"),
        ("xah", "a"),
        ("xay", "a"),
        ("xta", "a"),
        ("xth", "th"),
        ("xkh", "kh"),
        ("xdh", "dh"),
        ("xsh", "sh"),
        ("xss", "s"),
        ("xdz", "d"),
        ("xtt", "t"),
        ("xzz", "z"),
        ("xh", "h"),
        ("xe", ""),
    ];
    let mut read = word.to_owned();
    for (escape, letters) in ESCAPES {
        read = read.replace(escape, letters);
    }
    // Ain is E in that table, and no vowel is written otherwise.
    read.replace('x', "").replace('e', "a")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(name: &str) -> Vec<String> {
        words(name).iter().map(Folded::key).collect()
    }

    #[test]
    fn every_spelling_of_a_letter_is_kept() {
        assert_eq!(folded("Müller"), ["muller|mueller"]);
        assert_eq!(folded("MUXXLLER"), ["muller|muxxller"]);
        assert_eq!(folded("Søren Ångström"), ["soren|soeren", "angstrom|aangstroem"]);
    }

    #[test]
    fn scripts_without_vowels_say_so() {
        assert_eq!(folded("محمد"), ["~mhmd"]);
        assert_eq!(folded("عبدالرحمن"), ["~abd", "~rhmn"]);
        assert_eq!(folded("MXHMD"), ["~mhmd"]);
        assert_eq!(folded("习近平"), ["xi", "jinping"]);
        assert_eq!(folded("贝拉克·奥巴马"), ["?beilake", "?aobama"]);
        assert_eq!(folded("ወንድሙ"), ["wendmu"]);
    }

    #[test]
    fn a_key_reads_back() {
        for word in words("Müller محمد 习近平 O'Neil") {
            assert_eq!(Folded::from_key(&word.key()), word);
        }
    }
}
