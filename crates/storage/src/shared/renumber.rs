//! Several statements in one text: what every engine's writer sends together.

/// Writes a statement after others, its parameters numbered on from the `before` of theirs.
pub fn renumber(statement: &str, before: usize, text: &mut String) {
    text.reserve(statement.len() + 64);
    let mut parts = statement.trim_end().split('$');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = part.split_at(digits);
        // Our statements have `$` before numbers alone.
        text.push('$');
        text.push_str(&(number.parse::<usize>().unwrap_or_default() + before).to_string());
        text.push_str(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_numbered_on() {
        let mut text = String::new();
        renumber("INSERT INTO a VALUES ($1, $2, $10)", 0, &mut text);
        renumber("\nDELETE FROM a WHERE b = $1 AND c = $2\n", 10, &mut text);
        assert_eq!(text, "INSERT INTO a VALUES ($1, $2, $10)\nDELETE FROM a WHERE b = $11 AND c = $12");
    }
}
