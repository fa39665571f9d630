//! Numbers that others published, against the types of `domain::codes`.

use std::path::Path;

use domain::codes::{ContainerNumber, Vin, VinFinding};

/// Returns the lines of a shared file, or nothing, saying so, where the folder is absent.
fn shared_lines(file: &str) -> Option<Vec<Vec<String>>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/codes").join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is absent", path.display());
        return None;
    };
    Some(text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

#[test]
fn container_numbers() {
    let Some(rows) = shared_lines("iso6346_numbers.tsv") else { return };
    assert!(rows.len() > 30);
    for row in rows {
        assert_eq!(row[0].parse::<ContainerNumber>().is_ok(), row[3] == "True", "{row:?}");
    }
}

#[test]
fn vehicle_numbers() {
    let Some(rows) = shared_lines("vin_tests.tsv") else { return };
    for row in rows {
        let finding = row[0].parse::<Vin>().unwrap().finding();
        let expected = match row[1].as_str() {
            "yes" => VinFinding::Agrees,
            "no" => VinFinding::NotBound,
            _ => VinFinding::OtherForm,
        };
        assert_eq!(finding, expected, "{row:?}");
    }
}
