//! Scenes that look alike to incidents. A pure function: the same scenes, links and decisions give the same incidents, in whatever order they came.

use super::compare::{COPIES, FULL, forbidden, likeness};
use super::facts::Facts;
use rustc_hash::FxHashSet;

/// So much more alike must groups be that have scenes of one dispatch.
const BESIDE: f64 = 0.1;

/// A scene as the clustering sees it.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    /// Id of its first claim: orders scenes the same in every ledger.
    pub name: &'a str,
    /// What it says.
    pub facts: &'a Facts,
    /// Number of its dispatch.
    pub dispatch: i64,
}

/// Two scenes that look alike, by their numbers in the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// One.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// 0–1.
    pub score: f64,
}

struct Group {
    members: Vec<usize>,
    facts: Facts,
}

/// Puts scenes together: first what people joined, then the links, the strongest first. Two groups are joined when they are alike as wholes and nobody
/// put any two of their members apart. Gives the groups, each sorted by number.
pub fn cluster(
    nodes: &[Node<'_>],
    links: &[Link],
    together: &[(usize, usize)],
    apart: &FxHashSet<(usize, usize)>,
    threshold: f64,
) -> Vec<Vec<usize>> {
    let mut group_of: Vec<usize> = (0..nodes.len()).collect();
    let mut groups: Vec<Option<Group>> = nodes
        .iter()
        .enumerate()
        .map(|(at, node)| {
            Some(Group {
                members: vec![at],
                facts: node.facts.clone(),
            })
        })
        .collect();
    let join = |a: usize, b: usize, groups: &mut Vec<Option<Group>>, group_of: &mut Vec<usize>| {
        let (into, from) = (a.min(b), a.max(b));
        if let Some(taken) = groups[from].take() {
            for member in &taken.members {
                group_of[*member] = into;
            }
            if let Some(group) = &mut groups[into] {
                group.members.extend(taken.members);
                group.facts.absorb(&taken.facts);
            }
        }
    };
    let mut by_hand: Vec<(usize, usize)> = together.to_vec();
    by_hand.sort_by_key(|(a, b)| {
        let (a, b) = (nodes[*a].name, nodes[*b].name);
        if a < b { (a, b) } else { (b, a) }
    });
    for (a, b) in by_hand {
        let (a, b) = (group_of[a], group_of[b]);
        if a != b && !parted(&groups, a, b, apart) {
            join(a, b, &mut groups, &mut group_of);
        }
    }
    let mut order: Vec<Link> = links.to_vec();
    order.sort_by(|x, y| {
        let names = |link: &Link| {
            let (a, b) = (nodes[link.a].name, nodes[link.b].name);
            if a < b { (a, b) } else { (b, a) }
        };
        y.score.total_cmp(&x.score).then_with(|| names(x).cmp(&names(y)))
    });
    for link in order {
        let (a, b) = (group_of[link.a], group_of[link.b]);
        if a == b {
            continue;
        }
        let (Some(own), Some(theirs)) = (&groups[a], &groups[b]) else {
            continue;
        };
        if parted(&groups, a, b, apart) || forbidden(&own.facts, &theirs.facts).is_some() {
            continue;
        }
        // Two scenes of one dispatch were held apart when it was read; that they stand in it together is no sign that they are one.
        let of = |member: &usize| nodes[*member].dispatch;
        let beside = own
            .members
            .iter()
            .any(|x| theirs.members.iter().any(|y| of(x) == of(y)));
        let least = if beside {
            threshold + BESIDE + COPIES / FULL
        } else {
            threshold
        };
        let alike = own.members.len() == 1 && theirs.members.len() == 1
            || likeness(&own.facts, &theirs.facts).is_some_and(|likeness| likeness.score >= least);
        if alike {
            join(a, b, &mut groups, &mut group_of);
        }
    }
    let mut found: Vec<Vec<usize>> = groups.into_iter().flatten().map(|group| group.members).collect();
    for members in &mut found {
        members.sort_unstable();
    }
    found
}

/// Whether somebody put a member of one group apart from one of the other.
fn parted(groups: &[Option<Group>], a: usize, b: usize, apart: &FxHashSet<(usize, usize)>) -> bool {
    let (Some(own), Some(theirs)) = (&groups[a], &groups[b]) else {
        return false;
    };
    !apart.is_empty()
        && own.members.iter().any(|x| {
            let with = |y: &usize| apart.contains(&(*x, *y)) || apart.contains(&(*y, *x));
            theirs.members.iter().any(with)
        })
}
