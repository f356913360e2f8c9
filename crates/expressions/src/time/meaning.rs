//! What a time expression says, before it is counted from a day.

/// What relative times count from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The dispatch ("yesterday").
    Dispatch,
    /// The time told before ("the same day"); the dispatch where none was told.
    Story,
    /// The time told before where that is a day, else the dispatch ("la veille").
    StoryDay,
    /// As [`Origin::StoryDay`], but the night before a dispatch's day ("during the night").
    StoryNight,
}

/// Which of several days or months of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// The nearest past one, the dispatch's own included.
    Near,
    /// The nearest past one, the dispatch's own excluded ("last Tuesday").
    Last,
    /// The next one ("mardi prochain").
    Next,
    /// The nearest one to come, the dispatch's own included: what is only planned lies ahead.
    Coming,
}

/// The year of a date, month or season.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum YearOf {
    /// As told.
    Given(i16),
    /// So many years from the origin's ("in March last year").
    Step(i32, Origin),
    /// Not told.
    Chosen(Choice),
}

/// Units of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Hour,
    Day,
    Week,
    Weekend,
    Month,
    Year,
    Decade,
    Century,
}

impl Unit {
    pub fn parse(text: &str) -> Option<Unit> {
        Some(match text {
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "week" => Unit::Week,
            "weekend" => Unit::Weekend,
            "month" => Unit::Month,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            _ => return None,
        })
    }
}

/// What a time expression says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// `12 mars 2022`.
    Date {
        day: i8,
        month: i8,
        year: YearOf,
        weekday: Option<i8>,
    },
    /// `in May`.
    Month { month: i8, year: YearOf },
    /// `cet été`.
    Season { month: i8, year: YearOf },
    /// `en 2014`.
    Year(i16),
    /// `the 1990s`.
    Decade(i16),
    /// `mardi`.
    Weekday { weekday: i8, choice: Choice },
    /// `yesterday`, `la veille`.
    Days { offset: i32, origin: Origin },
    /// `last week`, `cette année-là`: a calendar unit so many steps from the origin's.
    Step { unit: Unit, step: i32, origin: Origin },
    /// `three days ago` (negative), `un an plus tard`.
    Distance { count: i32, unit: Unit, origin: Origin },
    /// `the past three days`.
    Window { count: i32, unit: Unit },
    /// `du 3 au 5 mai`.
    Range(Box<Meaning>, Box<Meaning>),
    /// `depuis 2014`.
    Since(Box<Meaning>),
    /// `until Tuesday`.
    Until(Box<Meaning>),
    /// `overnight into Tuesday`: the day before.
    Eve(Box<Meaning>),
}

impl Meaning {
    /// Whether the two may be the ends of one stretch: days, months, years.
    pub fn is_like(&self, other: &Meaning) -> bool {
        let grain = |meaning: &Meaning| match meaning {
            Meaning::Date { .. } | Meaning::Weekday { .. } | Meaning::Days { .. } => 0,
            Meaning::Month { .. } | Meaning::Season { .. } => 1,
            Meaning::Year(_) => 2,
            Meaning::Decade(_) => 3,
            Meaning::Step { .. } => 4,
            _ => 5,
        };
        grain(self) == grain(other)
    }

    /// The same of something that is still to come: "on Friday" is the next one, and "by Friday" names the day itself.
    pub fn ahead(&self) -> Meaning {
        let choose = |choice: Choice| if choice == Choice::Near { Choice::Coming } else { choice };
        let year_ahead = |year: YearOf| match year {
            YearOf::Chosen(choice) => YearOf::Chosen(choose(choice)),
            told => told,
        };
        match self {
            Meaning::Date {
                day,
                month,
                year,
                weekday,
            } => Meaning::Date {
                day: *day,
                month: *month,
                year: year_ahead(*year),
                weekday: *weekday,
            },
            Meaning::Month { month, year } => Meaning::Month {
                month: *month,
                year: year_ahead(*year),
            },
            Meaning::Season { month, year } => Meaning::Season {
                month: *month,
                year: year_ahead(*year),
            },
            Meaning::Weekday { weekday, choice } => Meaning::Weekday {
                weekday: *weekday,
                choice: choose(*choice),
            },
            Meaning::Range(first, second) => Meaning::Range(Box::new(first.ahead()), Box::new(second.ahead())),
            Meaning::Since(inner) => Meaning::Since(Box::new(inner.ahead())),
            Meaning::Until(inner) => inner.ahead(),
            Meaning::Eve(inner) => Meaning::Eve(Box::new(inner.ahead())),
            other => other.clone(),
        }
    }

    /// Whether an hour or a part of a day may stand beside it.
    pub fn is_day(&self) -> bool {
        matches!(
            self,
            Meaning::Date { .. } | Meaning::Weekday { .. } | Meaning::Days { .. }
        )
    }
}
