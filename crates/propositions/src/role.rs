//! The deep roles: language-neutral names for what an argument is to its predicate.

use std::fmt;

/// What an argument is to its predicate, whatever the diathesis (see `docs/propositions.md`).
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    Agent,
    Patient,
    Content,
    Attribute,
    Of,
    Mod,
    Bare,
    By,
    To,
    From,
    In,
    At,
    On,
    Against,
    With,
    Without,
    Between,
    Among,
    For,
    Toward,
    Near,
    Under,
    Over,
    Through,
    After,
    Before,
    During,
    Since,
    Until,
    About,
    Because,
    Despite,
    According,
    As,
    Besides,
}

const NAMES: [(Role, &str); 35] = [
    (Role::Agent, "agent"),
    (Role::Patient, "patient"),
    (Role::Content, "content"),
    (Role::Attribute, "attribute"),
    (Role::Of, "of"),
    (Role::Mod, "mod"),
    (Role::Bare, "bare"),
    (Role::By, "by"),
    (Role::To, "to"),
    (Role::From, "from"),
    (Role::In, "in"),
    (Role::At, "at"),
    (Role::On, "on"),
    (Role::Against, "against"),
    (Role::With, "with"),
    (Role::Without, "without"),
    (Role::Between, "between"),
    (Role::Among, "among"),
    (Role::For, "for"),
    (Role::Toward, "toward"),
    (Role::Near, "near"),
    (Role::Under, "under"),
    (Role::Over, "over"),
    (Role::Through, "through"),
    (Role::After, "after"),
    (Role::Before, "before"),
    (Role::During, "during"),
    (Role::Since, "since"),
    (Role::Until, "until"),
    (Role::About, "about"),
    (Role::Because, "because"),
    (Role::Despite, "despite"),
    (Role::According, "according"),
    (Role::As, "as"),
    (Role::Besides, "besides"),
];

impl Role {
    /// The role's name in tables and notation.
    pub fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(role, _)| *role == self)
            .map_or("", |(_, name)| name)
    }

    /// The role of this name.
    pub fn parse(name: &str) -> Option<Role> {
        NAMES.iter().find(|(_, known)| *known == name).map(|(role, _)| *role)
    }

    /// All names, for messages.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(_, name)| *name)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
