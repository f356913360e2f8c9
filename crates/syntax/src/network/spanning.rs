//! The best tree for a table of scores: the maximum spanning arborescence by contraction of cycles (Chu and Liu 1965, Edmonds 1967), with one word at the root
//! (by making arcs from the root dear: Stanojević and Cohen, *A Root of a Problem*, 2021).

/// Scores of arcs: row `d`, column `h` says how well word `d - 1` hangs on word `h - 1`; node 0 is the root.
pub(crate) struct Scores<'a> {
    /// Row by row; row 0 is not read.
    pub(crate) table: &'a mut [f32],
    /// Words and the root.
    pub(crate) nodes: usize,
}

impl Scores<'_> {
    fn at(&self, dependent: usize, head: usize) -> f32 {
        self.table[dependent * self.nodes + head]
    }

    /// The best head among `heads`; of equals the first.
    fn best(&self, dependent: usize, heads: impl Iterator<Item = usize>) -> Option<usize> {
        heads.filter(|&head| head != dependent).reduce(|best, head| {
            if self.at(dependent, head) > self.at(dependent, best) {
                head
            } else {
                best
            }
        })
    }
}

/// The first cycle among `nodes` that following `heads` finds.
fn cycle(nodes: &[usize], heads: &[usize]) -> Option<Vec<usize>> {
    // When a node was first reached: from which start. The root, 0, ends every way.
    let mut seen = vec![0; heads.len()];
    for &start in nodes {
        let mut node = start;
        while node != 0 && seen[node] == 0 {
            seen[node] = start;
            node = heads[node];
        }
        if node != 0 && seen[node] == start {
            let mut cycle = vec![node];
            let mut next = heads[node];
            while next != node {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

/// An arc between two words (or the root), behind which contracted nodes may stand.
type Arc = (usize, usize);

/// A contracted cycle.
struct Contraction {
    /// Its nodes, and the words that stand behind each.
    members: Vec<(usize, Vec<usize>)>,
    /// The arc to each member from within the cycle.
    arcs: Vec<Arc>,
}

/// The head of each node; that of node 0 means nothing.
pub(crate) fn tree(scores: &mut Scores<'_>) -> Vec<usize> {
    let nodes = scores.nodes;
    let mut heads = vec![0; nodes];
    for (dependent, head) in heads.iter_mut().enumerate().skip(1) {
        *head = scores.best(dependent, 0..nodes).unwrap_or(0);
    }
    let words: Vec<usize> = (1..nodes).collect();
    if heads.iter().skip(1).filter(|&&head| head == 0).count() == 1 && cycle(&words, &heads).is_none() {
        return heads;
    }
    // With this much off, no second arc from the root is ever worth it.
    let row = |dependent: usize| &scores.table[dependent * nodes..(dependent + 1) * nodes];
    let (least, most) = (1..nodes)
        .flat_map(|dependent| row(dependent).iter())
        .fold((f32::MAX, f32::MIN), |(least, most), &score| {
            (least.min(score), most.max(score))
        });
    for dependent in 1..nodes {
        scores.table[dependent * nodes] -= 1.0 + nodes as f32 * (most - least);
    }
    contract(scores, words)
}

fn contract(scores: &mut Scores<'_>, mut active: Vec<usize>) -> Vec<usize> {
    let nodes = scores.nodes;
    // The words that an entry of the table stands for.
    let mut arcs: Vec<Arc> = (0..nodes * nodes).map(|entry| (entry / nodes, entry % nodes)).collect();
    let mut behind: Vec<Vec<usize>> = (0..nodes).map(|node| vec![node]).collect();
    let mut contractions = Vec::new();
    let mut heads = vec![0; nodes];
    loop {
        for &dependent in &active {
            let candidates = std::iter::once(0).chain(active.iter().copied());
            heads[dependent] = scores.best(dependent, candidates).unwrap_or(0);
        }
        let Some(members) = cycle(&active, &heads) else {
            break;
        };
        // The first member stands for the whole from now on.
        let whole = members[0];
        let inner: Vec<f32> = members.iter().map(|&member| scores.at(member, heads[member])).collect();
        let outside: Vec<usize> = std::iter::once(0)
            .chain(active.iter().copied().filter(|node| !members.contains(node)))
            .collect();
        contractions.push(Contraction {
            arcs: members
                .iter()
                .map(|&member| arcs[member * nodes + heads[member]])
                .collect(),
            members: members.iter().map(|&member| (member, behind[member].clone())).collect(),
        });
        for &node in &outside {
            let gain = |k: usize| scores.at(members[k], node) - inner[k];
            let way_in = (1..members.len()).fold(0, |best, k| if gain(k) > gain(best) { k } else { best });
            let (score, arc) = (gain(way_in), arcs[members[way_in] * nodes + node]);
            scores.table[whole * nodes + node] = score;
            arcs[whole * nodes + node] = arc;
            if node != 0 {
                let way_out = scores.best(node, members.iter().copied()).unwrap_or(whole);
                scores.table[node * nodes + whole] = scores.at(node, way_out);
                arcs[node * nodes + whole] = arcs[node * nodes + way_out];
            }
        }
        behind[whole] = members.iter().flat_map(|&member| behind[member].clone()).collect();
        active.retain(|node| *node == whole || !members.contains(node));
    }
    let mut tree = vec![0; nodes];
    for &node in &active {
        let (dependent, head) = arcs[node * nodes + heads[node]];
        tree[dependent] = head;
    }
    // The arc into a whole enters one member; the others keep their arcs of the cycle.
    let mut entered: Vec<bool> = vec![false; nodes];
    for &node in &active {
        entered[arcs[node * nodes + heads[node]].0] = true;
    }
    for contraction in contractions.into_iter().rev() {
        for ((_, words), (dependent, head)) in contraction.members.iter().zip(contraction.arcs) {
            if !words.iter().any(|&word| entered[word]) {
                tree[dependent] = head;
                entered[dependent] = true;
            }
        }
    }
    tree
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best tree by trying all.
    fn by_trying(table: &[f32], nodes: usize) -> f32 {
        let mut best = f32::MIN;
        let mut heads = vec![0usize; nodes];
        loop {
            let roots = heads.iter().skip(1).filter(|&&head| head == 0).count();
            let words: Vec<usize> = (1..nodes).collect();
            if roots == 1 && heads.iter().enumerate().skip(1).all(|(d, &h)| d != h) && cycle(&words, &heads).is_none() {
                best = best.max(value(table, nodes, &heads));
            }
            let mut place = 1;
            loop {
                if place == nodes {
                    return best;
                }
                heads[place] += 1;
                if heads[place] < nodes {
                    break;
                }
                heads[place] = 0;
                place += 1;
            }
        }
    }

    fn value(table: &[f32], nodes: usize, heads: &[usize]) -> f32 {
        (1..nodes).map(|d| table[d * nodes + heads[d]]).sum()
    }

    #[test]
    fn no_tree_is_better() {
        let mut state = 12345u64;
        let mut random = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f32 / 65_536.0
        };
        for round in 0..400 {
            let nodes = 2 + round % 5;
            let table: Vec<f32> = (0..nodes * nodes).map(|_| random()).collect();
            let mut copy = table.clone();
            let heads = tree(&mut Scores {
                table: &mut copy,
                nodes,
            });
            assert_eq!(heads.iter().skip(1).filter(|&&head| head == 0).count(), 1, "one root");
            let words: Vec<usize> = (1..nodes).collect();
            assert!(cycle(&words, &heads).is_none(), "{heads:?}");
            let (found, best) = (value(&table, nodes, &heads), by_trying(&table, nodes));
            assert!((found - best).abs() < 1e-2, "{found} instead of {best}: {table:?}");
        }
    }

    #[test]
    fn a_long_sentence_full_of_cycles_gets_a_tree() {
        let nodes = 120;
        let mut table: Vec<f32> = (0..nodes * nodes).map(|i| ((i * 7919) % 1000) as f32).collect();
        for pair in (1..nodes - 1).step_by(2) {
            table[pair * nodes + pair + 1] = 5000.0;
            table[(pair + 1) * nodes + pair] = 5000.0;
        }
        let heads = tree(&mut Scores {
            table: &mut table,
            nodes,
        });
        assert_eq!(heads.iter().skip(1).filter(|&&head| head == 0).count(), 1);
        assert!(cycle(&(1..nodes).collect::<Vec<_>>(), &heads).is_none());
    }
}
