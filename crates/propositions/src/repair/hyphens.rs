//! Words that a hyphen joins.

use super::tree::Tree;
use selon_syntax::Upos;

/// *Yemen's Iran-aligned Houthis said*: a name, a hyphen and a participle before a noun say which ones are meant; the noun is the head, not the name.
pub fn participle_joined_to_name(tree: &mut Tree) {
    for participle in 2..tree.len().saturating_sub(1) {
        let name = participle - 2;
        let joined = tree.word(participle - 1).form == "-"
            && tree.upos(participle) == Upos::Verb
            && tree.word(participle).head == Some(name)
            && tree.relation(participle) == "acl"
            && matches!(tree.upos(name), Upos::Propn | Upos::Noun | Upos::Adj);
        if !joined {
            continue;
        }
        let mut noun = participle + 1;
        while matches!(tree.relation(noun), "amod" | "compound") {
            match tree.word(noun).head.filter(|&head| head > noun) {
                Some(head) => noun = head,
                None => break,
            }
        }
        let described = matches!(tree.upos(noun), Upos::Noun | Upos::Propn)
            && (participle + 1..noun).all(|word| tree.below(word, noun))
            && tree.case(noun).is_none()
            && tree.dependent(noun, &["det"]).is_none();
        let Some(governor) = tree.word(name).head.filter(|&head| described && head != noun) else {
            continue;
        };
        let relation = tree.word(name).deprel.clone();
        if tree.word(noun).head != Some(governor) && !tree.attach(noun, governor, &relation) {
            continue;
        }
        for child in tree.children(name).to_vec() {
            if child != participle && tree.relation(child) != "punct" {
                tree.rehang(child, noun);
            }
        }
        tree.attach(participle, noun, "amod");
        tree.attach(name, participle, "compound");
    }
}
