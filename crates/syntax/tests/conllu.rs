//! CoNLL-U in and out.

use selon_syntax::conllu::{read, text_of, write};

const TINY: &str = include_str!("data/tiny.conllu");

#[test]
fn written_and_read_again() {
    let sentences = read(TINY).expect("tiny file");
    assert_eq!(sentences.len(), 12);
    let mut out = Vec::new();
    for (comments, sentence) in &sentences {
        write(sentence, &text_of(comments, sentence), &mut out).expect("write");
    }
    assert_eq!(String::from_utf8(out).expect("UTF-8"), TINY);
}

#[test]
fn spans_point_into_the_text() {
    let (comments, sentence) = read(TINY).expect("tiny file").swap_remove(2);
    let text = text_of(&comments, &sentence);
    assert_eq!(
        &text[sentence.span.clone()],
        "Selon le maire, les habitants du village ont quitté leurs maisons."
    );
    assert_eq!(sentence.multiwords.len(), 1);
    // Both words of `du` carry the span of the token.
    assert_eq!(&text[sentence.words[6].span.clone()], "du");
    assert_eq!(sentence.words[6].span, sentence.words[7].span);
}

#[test]
fn empty_nodes_are_skipped_and_forms_joined() {
    let input = "1\tElle\tlui\tPRON\t_\t_\t2\tnsubj\t_\t_\n1.1\tx\tx\tX\t_\t_\t_\t_\t_\t_\n\
                 2\ttire\ttirer\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n";
    let (comments, sentence) = read(input).expect("input").swap_remove(0);
    assert_eq!(sentence.words.len(), 3);
    assert_eq!(text_of(&comments, &sentence), "Elle tire.");
    assert_eq!(sentence.words[2].span, 9..10);
}

#[test]
fn mistakes_have_their_line() {
    let line = |input: &str| read(input).expect_err("mistake").line;
    assert_eq!(line("# text = x\n1\tx\tx\n"), 2);
    assert_eq!(
        line("1\tx\tx\tX\t_\t_\t0\troot\t_\t_\n3\ty\ty\tX\t_\t_\t1\tdep\t_\t_\n"),
        2
    );
    assert_eq!(line("1\tx\tx\tNOPE\t_\t_\t0\troot\t_\t_\n"), 1);
    assert_eq!(line("1\tx\tx\tX\t_\t_\t7\tdep\t_\t_\n\n"), 1);
    assert_eq!(line("1\tx\tx\tX\t_\t_\t1\tdep\t_\t_\n\n"), 1);
}
