//! Words that are not names, and names that stand for each other.
//!
//! Invariant: what is in a table is read from the text files beside it or written here; nothing is learned at run time.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::fold;

/// What a word is in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Name,
    /// One letter.
    Initial,
    /// "son of Viktor": often left out, and telling when it differs.
    Patronymic,
    /// `de`, `bin`, `al`, `van`.
    Particle,
    /// `Dr`, `Sheikh`, `Mzee`, and what registers add.
    Honorific,
}

const PARTICLES: &str = "al el ul ur ash ad az ar de da do dos das del della di du des la le las les los van von der den \
    ten ter zu zum zur und y e i bin ben ibn bint bent binti wa af ould ould wuld ag ap ou o oglu ogly oghlu qizi kizi kyzy zade te ti st san santa sao saint \
    umm um abu abou abi aba bar bat mac mc nee wald walad mint";

const HONORIFICS: &str = "mr mrs ms miss mx dr doctor doktor prof professor president presidente prasident presedintele presiden \
    predsjednik prezident prezydent elnok sheikh shaikh shaykh sheik cheikh cheick shiekh sheekh xaaji haji hajji hajj hadj hadji alhaji alhadji hajia elhadj elhadji \
    mullah mulla maulavi mawlawi molla mollah maulana qari hafiz ustadh ustaz sayyid general gen colonel col captain capt major maj lieutenant lt \
    sergeant sgt commander brigadier admiral mzee bwana mwalimu ndugu chief ato weyzero woizero weizero woyzero weizerit \
    eng engineer hon honourable honorable rev reverend pastor padre father fr sister imam sir lady lord dame monsieur madame mme mlle mademoiselle \
    don dona senhor senhora sr sra senor senora herr frau esq esquire jr junior snr senior phd md cpa ii iii iv llc ltd limited sa inc gmbh";

static CLASSES: LazyLock<FxHashMap<&'static str, Class>> = LazyLock::new(|| {
    let particles = PARTICLES.split_whitespace().map(|word| (word, Class::Particle));
    particles.chain(HONORIFICS.split_whitespace().map(|word| (word, Class::Honorific))).collect()
});

/// Returns what a folded word is.
pub(crate) fn class(word: &str) -> Class {
    if word.len() == 1 {
        return Class::Initial;
    }
    if let Some(class) = CLASSES.get(word) {
        return *class;
    }
    let endings =
        ["ovich", "evich", "ovna", "evna", "ovych", "evych", "ivna", "ovic", "evic", "owicz", "ovitch", "evitch"];
    if word.len() >= 8 && endings.iter().any(|ending| word.ends_with(ending)) {
        return Class::Patronymic;
    }
    Class::Name
}

type Groups = FxHashMap<String, Vec<u16>>;

fn groups(text: &str) -> Groups {
    let mut groups = Groups::default();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    for (number, line) in lines.enumerate() {
        for word in line.split_whitespace().flat_map(fold::words) {
            for form in word.forms {
                groups.entry(form).or_default().push(number as u16);
            }
        }
    }
    groups
}

static NICKNAMES: LazyLock<Groups> = LazyLock::new(|| groups(include_str!("tables/nicknames.txt")));
static RELATED: LazyLock<Groups> = LazyLock::new(|| groups(include_str!("tables/related.txt")));

/// Returns the groups of short forms and of forms in other languages that a folded name belongs to, one number each.
pub(crate) fn groups_of(form: &str) -> Vec<u16> {
    let nicknames = NICKNAMES.get(form).into_iter().flatten().copied();
    let related = RELATED.get(form).into_iter().flatten().map(|number| number | LANGUAGES);
    nicknames.chain(related).collect()
}

/// Set in the number of a group whose names are one in different languages.
pub(crate) const LANGUAGES: u16 = 0x8000;
