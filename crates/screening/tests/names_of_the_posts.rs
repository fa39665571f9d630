//! Names as they are met at the posts, with their usual misspellings: Bantu, Swahili, Amharic, Somali, Lusophone and Francophone.
//! Every person is invented.

use screening::{BirthDate, DEFAULT_THRESHOLD, Entry, Index, Query, compare_names};

/// Pairs that are one person to an officer who knows these languages.
const ALIKE: &[(&str, &str)] = &[
    // Swahili and the Great Lakes
    ("Wanjiku Njeri Kamau", "WANJIKU NJERI KAMAU"),
    ("Wanjikū Njeeri Kamau", "Wanjiku Njeri Kamau"),
    ("KAMAU, Wanjiku N.", "Wanjiku Njeri Kamau"),
    ("Otieno Ochieng Brian", "Brian Ochieng Otieno"),
    ("Odhiambo Achieng Mercy", "Odiambo Achieng Mercy"),
    ("Mwajuma Athumani Saidi", "Mwajuma Athuman Saidi"),
    ("Rukia Hamisi Juma", "Rukia Khamis Juma"),
    ("Ramadhani Bakari Mwinyi", "Ramadan Bakari Mwinyi"),
    ("Zuberi Rashid Mfaume", "Zubeir Rashidi Mfaume"),
    ("Nakato Ssemakula Harriet", "Nakato Semakula Harriet"),
    ("Byaruhanga Tumusiime", "Byaruhanga Tumusime"),
    ("Mugisha Kyomuhendo Peter", "Mugisha Kyomuhendo Pita"),
    ("Uwimana Mukamana Chantal", "Uwimana Mukamana Shantal"),
    ("Niyonzima Jean de Dieu", "NIYONZIMA JEAN-DE-DIEU"),
    ("Nkurunziza Habimana", "Nkuruziza Habimana"),
    ("Ndayishimiye Aline", "Ndayisimiye Aline"),
    ("Tshibangu Kabongo Joseph", "Chibangu Kabongo Joseph"),
    ("Mutombo wa Kalala", "Mutombo Kalala"),
    ("Ilunga Mbuyi Célestin", "Ilunga Mbuyi Celestin"),
    // Southern Africa
    ("Chipo Moyo Ncube", "Cipo Moyo Ncube"),
    ("Thandiwe Dlamini", "Tandiwe Dlamini"),
    ("Nomvula Ndlovu Khumalo", "Nomvula Ndhlovu Kumalo"),
    ("Lungile Mphahlele", "Lungile Mpahlele"),
    ("Mwansa Chanda Phiri", "Mwansa Chanda Piri"),
    ("Lubasi Mwanawasa Tembo", "Rubasi Mwanawasa Tembo"),
    // Amharic and Tigrinya
    ("Tesfaye Bekele Worku", "Tesfay Bekele Worku"),
    ("ተስፋዬ በቀለ", "Tesfaye Bekele"),
    ("Gebre Medhin Haile", "Gebremedhin Haile"),
    ("Gebremariam Tekle", "Ghebremariam Tecle"),
    ("Wolde Giyorgis Abebe", "Woldegiorgis Abebe"),
    ("Tsegaye Alemu", "Segaye Alemu"),
    ("Ato Girma Hailu", "Girma Hailu"),
    ("W/ro Almaz Kebede", "Almaz Kebede"),
    ("Yohannes Mulugeta", "Johannes Mulugeta"),
    // Somali
    ("Maxamed Cabdi Xasan", "Mohamed Abdi Hassan"),
    ("Cabdiraxmaan Warsame", "Abdirahman Warsame"),
    ("Axmed Yuusuf Faarax", "Ahmed Yusuf Farah"),
    ("Hodan Cali Nuur", "Hodan Ali Nur"),
    ("Sheikh Aadan Maadeey", "Aden Madey"),
    ("Abdullahi Elmi Guled", "Abdulahi Cilmi Guleed"),
    // Lusophone
    ("João Domingos Macuácua", "JOAO DOMINGOS MACUACUA"),
    ("Esperança da Conceição Sitoe", "Esperanca Conceicao Sitoe"),
    ("António José Nhantumbo", "Antonio Jose Nyantumbo"),
    ("Manuel dos Santos Quissanga", "Manuel Santos Kissanga"),
    ("Luísa Fernandes Cossa", "Luiza Fernandes Cossa"),
    ("Adérito Guimarães Tchissola", "Aderito Guimaraes Chissola"),
    // Francophone and the Sahel
    ("Fatoumata Ouédraogo", "Fatumata Ouedraogo"),
    ("Mamadou Traoré", "Mamadu Traore"),
    ("Souleymane Coulibaly", "Suleiman Kulibali"),
    ("Aïssatou Ndiaye", "Aissatu N'Diaye"),
    ("Cheikh Oumar Sow", "Umar Sow"),
    ("Kouassi Kouamé Yao", "KOUASSI KOUAME YAO"),
    ("Moussa Ould Brahim", "Musa Brahim"),
    ("Mahamat Adoum Djibrine", "Mahamat Adum Jibrine"),
    // Arabic script, and the table of Doc 9303 for it
    ("محمد عثمان علي", "Mohamed Osman Ali"),
    ("MXHMD EWTHMAN", "Mohamed Othman"),
    ("عبد الرحمن يوسف", "Abdirahman Yusuf"),
];

/// Pairs that share something and are two persons.
const UNLIKE: &[(&str, &str)] = &[
    ("Wanjiku Njeri Kamau", "Wambui Njeri Mwangi"),
    ("Brian Ochieng Otieno", "Brian Onyango Odhiambo"),
    ("Mohamed Abdi Hassan", "Ahmed Abdi Farah"),
    ("Abdirahman Warsame", "Abdirahman Farah"),
    ("Tesfaye Bekele", "Tesfaye Girma"),
    ("Girma Hailu", "Almaz Hailu"),
    ("João Domingos Macuácua", "João Domingos Machava"),
    ("Fatoumata Ouédraogo", "Fatoumata Sawadogo"),
    ("Mamadou Traoré", "Mamadou Diallo"),
    ("Aïssatou Ndiaye", "Aminata Ndiaye"),
    ("Chipo Moyo", "Tendai Moyo"),
    ("Niyonzima Jean", "Habimana Jean"),
    ("Tshibangu Kabongo", "Kabongo Ilunga"),
    ("Juma Hamisi", "Juma Rashid"),
    ("Manuel dos Santos", "José dos Santos"),
];

#[test]
fn usual_misspellings_are_one_person() {
    let missed: Vec<_> = ALIKE
        .iter()
        .map(|(one, two)| (compare_names(one, two).score, one, two))
        .filter(|pair| pair.0 < DEFAULT_THRESHOLD)
        .collect();
    assert!(missed.is_empty(), "{} of {} missed: {missed:#?}", missed.len(), ALIKE.len());
}

#[test]
fn persons_who_share_a_name_are_two() {
    let wrong: Vec<_> = UNLIKE
        .iter()
        .map(|(one, two)| (compare_names(one, two).score, one, two))
        .filter(|pair| pair.0 >= DEFAULT_THRESHOLD)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn each_is_found_on_a_list_of_all_the_others() {
    let listed = ALIKE.iter().enumerate().map(|(at, (_, name))| Entry {
        id: at.to_string(),
        names: vec![(*name).to_owned()],
        birth: Some(BirthDate::day(1950 + at as u16, 1 + (at % 12) as u8, 1 + (at % 28) as u8)),
        ..Entry::default()
    });
    let index = Index::build(listed);
    let mut missed = Vec::new();
    for (at, (asked, _)) in ALIKE.iter().enumerate() {
        let birth = Some(BirthDate::day(1950 + at as u16, 1 + (at % 12) as u8, 1 + (at % 28) as u8));
        let found = index.search(&Query { birth, ..Query::name(asked) }, DEFAULT_THRESHOLD);
        if found.first().is_none_or(|hit| hit.id != at.to_string()) {
            missed.push((asked, found));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn a_birth_date_raises_or_lowers_a_name() {
    let born = BirthDate::read("1984-05-06");
    let entry =
        Entry { id: "1".to_owned(), names: vec!["Wanjiku Njeri Kamau".to_owned()], birth: born, ..Entry::default() };
    let index = Index::build([entry]);
    let score = |date: Option<BirthDate>| {
        index.search(&Query { birth: date, ..Query::name("Wanjiku Njery Kamao") }, 0.0).first().unwrap().score
    };
    assert!(score(born) > score(None));
    assert!(score(None) > score(BirthDate::read("1961-12-30")));
    assert!(score(BirthDate::read("1984-06-05")) > score(BirthDate::read("1961-12-30")));
}
