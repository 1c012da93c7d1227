//! A line of `run` to its words: as a shell would split it, or a JSON array of strings.

/// Why a line could not be split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A quotation mark without its partner.
    OpenQuote,
    /// It begins with `[` and is no JSON array of strings.
    NotJson,
}

/// The words of a line; none for an empty line or a remark, which begins with `#`.
///
/// Quotes group (`"` and `'`), a backslash takes the next character as it is, except inside `'`.
/// Nothing is expanded.
///
/// # Errors
/// [`Fault`].
pub fn words(line: &str) -> Result<Vec<String>, Fault> {
    let line = line.trim();
    if line.starts_with('#') {
        return Ok(Vec::new());
    }
    if line.starts_with('[') {
        return serde_json::from_str(line).map_err(|_| Fault::NotJson);
    }
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut characters = line.chars();
    while let Some(c) = characters.next() {
        match (quote, c) {
            (Some(mark), c) if c == mark => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None | Some('"'), '\\') => {
                let taken = characters.next().ok_or(Fault::OpenQuote)?;
                word.get_or_insert_default().push(taken);
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None | Some(_), c) => word.get_or_insert_default().push(c),
        }
    }
    if quote.is_some() {
        return Err(Fault::OpenQuote);
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_as_a_shell_does() {
        let cases: [(&str, &[&str]); 8] = [
            ("", &[]),
            ("   # remark --name x", &[]),
            ("units list", &["units", "list"]),
            (r#"--name "Nguyễn  Văn A" --code A"#, &["--name", "Nguyễn  Văn A", "--code", "A"]),
            (r#"--note 'it is "so"' x"#, &["--note", r#"it is "so""#, "x"]),
            (r#"a\ b "c\"d" 'e\f' """#, &["a b", "c\"d", "e\\f", ""]),
            ("a\"b c\"d", &["ab cd"]),
            (r#"["members","add","--name","a \"b\""]"#, &["members", "add", "--name", "a \"b\""]),
        ];
        for (line, expected) in cases {
            assert_eq!(words(line).unwrap(), expected, "{line}");
        }
    }

    #[test]
    fn a_line_that_cannot_be_split_is_told_apart() {
        assert_eq!(words("--name \"open"), Err(Fault::OpenQuote));
        assert_eq!(words("--name 'open"), Err(Fault::OpenQuote));
        assert_eq!(words("end \\"), Err(Fault::OpenQuote));
        assert_eq!(words("[1, 2]"), Err(Fault::NotJson));
        assert_eq!(words("[\"a\""), Err(Fault::NotJson));
    }
}
