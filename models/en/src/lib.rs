//! The syntax model for `en`; made by `selon train`.
