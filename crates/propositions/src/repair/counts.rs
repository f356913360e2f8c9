//! Figures and those whom they count.

use super::tree::Tree;
use selon_syntax::Upos;

/// *Ukraine and pro-Russian rebels accused each other*: an adjective is not joined to a name but belongs to the noun behind it; name and noun are
/// joined.
pub fn name_joined_to_adjective(tree: &mut Tree) {
    for name in 0..tree.len().saturating_sub(3) {
        let Some(noun) = tree.word(name).head.filter(|&noun| {
            noun > name + 2
                && tree.relation(name) == "compound"
                && tree.upos(name) == Upos::Propn
                && matches!(tree.upos(noun), Upos::Noun | Upos::Propn)
        }) else {
            continue;
        };
        let adjective = tree.children(name).iter().copied().find(|&c| {
            c > name
                && c < noun
                && tree.relation(c) == "conj"
                && tree.upos(c) == Upos::Adj
                && tree.dependent(c, &["cc"]) == Some(name + 1)
        });
        let Some(adjective) = adjective else { continue };
        let relation = tree.word(noun).deprel.clone();
        let placed = match tree.word(noun).head {
            Some(head) => tree.attach(name, head, &relation) && tree.attach(noun, name, "conj"),
            None => false,
        };
        if placed {
            tree.attach(adjective, noun, "amod");
            tree.attach(name + 1, noun, "cc");
            for child in tree.children(noun).to_vec() {
                if child < name {
                    tree.rehang(child, name);
                }
            }
        }
    }
}
