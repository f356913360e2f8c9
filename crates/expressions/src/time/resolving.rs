//! From what an expression says to days.

use super::calendar::{add_days, add_months, month, month_of, one_day, season, stretch, week_of, weekday_of, year};
use super::meaning::{Choice, Meaning, Origin, Unit, YearOf};
use super::{Anchor, Precision, Time};
use jiff::civil::Date;

/// A time told more than so many days before the dispatch is background: what follows it is told beside it.
const BACKGROUND: i32 = 90;

/// An hour of the day belongs to a day told before it that lies no more than so many days back.
const WEEK: i32 = 7;

/// What times count from.
struct Context<'a> {
    anchor: Option<&'a Anchor>,
    previous: Option<&'a Time>,
}

/// How exactly the dispatch is dated.
#[derive(Clone, Copy, PartialEq)]
enum Dated {
    Day(Date),
    Month(Date),
    Year(i16),
    No,
}

pub(super) fn resolve(meaning: &Meaning, anchor: Option<&Anchor>, previous: Option<&Time>) -> Option<Time> {
    Context { anchor, previous }.time(meaning)
}

/// As [`resolve`], of something that is still to come.
pub(super) fn resolve_ahead(meaning: &Meaning, anchor: Option<&Anchor>, previous: Option<&Time>) -> Option<Time> {
    Context { anchor, previous }.time(&meaning.ahead())
}

impl Context<'_> {
    fn dated(&self) -> Dated {
        match self.anchor {
            Some(a) if a.start == a.end => Dated::Day(a.start),
            Some(a) if a.start.year() == a.end.year() && a.start.month() == a.end.month() => {
                Dated::Month(a.start.first_of_month())
            }
            Some(a) if a.start.year() == a.end.year() => Dated::Year(a.start.year()),
            _ => Dated::No,
        }
    }

    fn time(&self, meaning: &Meaning) -> Option<Time> {
        match *meaning {
            Meaning::Date {
                day,
                month,
                year,
                weekday,
            } => self.date(day, month, year, weekday),
            Meaning::Month { month: number, year } => month(self.month_year(number, year)?, number),
            Meaning::Season { month, year } => season(self.season_year(month, year)?, month),
            Meaning::Year(number) => year(number),
            Meaning::Decade(first) => Some(stretch(
                Date::new(first, 1, 1).ok()?,
                Date::new(first + 9, 12, 31).ok()?,
                Precision::Year,
            )),
            Meaning::Weekday { weekday, choice } => self.weekday(weekday, choice),
            Meaning::Days { offset, origin } => self.days(offset, origin),
            Meaning::Step { unit, step, origin } => self.step(unit, step, origin),
            Meaning::Distance { count, unit, origin } => self.distance(count, unit, origin),
            Meaning::Window { count, unit } => self.window(count, unit),
            Meaning::Range(ref first, ref second) => self.range(first, second),
            Meaning::Since(ref inner) => {
                let inner = self.time(inner)?;
                Some(Time {
                    start: inner.start,
                    end: None,
                    precision: Precision::Open,
                    candidates: inner.candidates,
                })
            }
            Meaning::Until(ref inner) => {
                let inner = self.time(inner)?;
                Some(Time {
                    start: None,
                    end: inner.end,
                    precision: Precision::Open,
                    candidates: inner.candidates,
                })
            }
            Meaning::Eve(ref inner) => shift(&self.time(inner)?, -1),
        }
    }

    /// The time told before, where it is a closed stretch.
    fn story(&self) -> Option<(Date, Date, Precision)> {
        let previous = self.previous.filter(|p| p.precision != Precision::Open)?;
        Some((previous.start?, previous.end?, previous.precision))
    }

    /// The time told before, where it lies well before the dispatch (or the dispatch is undated).
    fn background(&self) -> Option<(Date, Date, Precision)> {
        let (start, end, precision) = self.story()?;
        // A decade or a run of years dates no month.
        (end <= add_days(start, 400)?).then_some(())?;
        match self.anchor {
            // A bare year long ago ("the pact of 1987") is an aside.
            Some(anchor) if precision == Precision::Year && start.year() < anchor.start.year() - 2 => None,
            Some(anchor) => (add_days(end, BACKGROUND)? < anchor.start).then_some((start, end, precision)),
            None => Some((start, end, precision)),
        }
    }

    fn origin_year(&self, origin: Origin) -> Option<i16> {
        if origin != Origin::Dispatch {
            let story = self
                .previous
                .and_then(|p| p.start.or(p.candidates.first().copied()).or(p.end));
            if let Some(day) = story {
                return Some(day.year());
            }
        }
        match self.dated() {
            Dated::Day(day) | Dated::Month(day) => Some(day.year()),
            Dated::Year(year) => Some(year),
            Dated::No => None,
        }
    }

    fn date(&self, day: i8, month: i8, year: YearOf, weekday: Option<i8>) -> Option<Time> {
        let on = |year: i16| Date::new(year, month, day).ok();
        let choice = match year {
            YearOf::Given(year) => return on(year).map(one_day),
            YearOf::Step(step, origin) => {
                return on(i16::try_from(i32::from(self.origin_year(origin)?) + step).ok()?).map(one_day);
            }
            YearOf::Chosen(choice) => choice,
        };
        if choice == Choice::Near
            && let Some((start, end, precision)) = self.background()
        {
            let (from, to) = match precision {
                Precision::Day | Precision::Week => (add_days(start, -45)?, add_days(end, 92)?),
                Precision::Month | Precision::Season => (start, add_days(end, 31)?),
                _ => (start, end),
            };
            let near = (from.year()..=to.year()).filter_map(on).find(|&d| from <= d && d <= to);
            let past = |d: Date| self.anchor.is_none_or(|anchor| d <= anchor.end);
            if let Some(found) = near.filter(|&d| past(d)) {
                return Some(one_day(found));
            }
        }
        let own = self.origin_year(Origin::Dispatch)?;
        // A weekday told beside the date finds the year: "mardi 16 novembre".
        if let (Some(wanted), Dated::Day(today)) = (weekday, self.dated()) {
            let fits = |d: &Date| weekday_of(*d) == wanted;
            let soon = on(own)
                .into_iter()
                .chain(on(own + 1))
                .filter(fits)
                .find(|&d| d > today && Some(d) <= add_days(today, 180));
            let past = (0..2)
                .filter_map(|back| on(own - back))
                .filter(fits)
                .find(|&d| d <= today);
            match (past, soon) {
                (Some(past), Some(soon)) if choice == Choice::Near => {
                    let recent = Some(past) >= add_days(today, -200);
                    return Some(one_day(if recent { past } else { soon }));
                }
                (None, Some(day)) | (Some(day), None) if choice == Choice::Near => return Some(one_day(day)),
                _ => {}
            }
        }
        let found = match self.dated() {
            Dated::Day(today) => match choice {
                Choice::Near => (0..9).filter_map(|back| on(own - back)).find(|&d| d <= today),
                Choice::Last => (0..9).filter_map(|back| on(own - back)).find(|&d| d < today),
                Choice::Next => (0..9).filter_map(|ahead| on(own + ahead)).find(|&d| d > today),
                Choice::Coming => (0..9).filter_map(|ahead| on(own + ahead)).find(|&d| d >= today),
            },
            Dated::Month(first) => match choice {
                Choice::Near | Choice::Last => on(if month <= first.month() { own } else { own - 1 }),
                Choice::Next | Choice::Coming => on(if month >= first.month() { own } else { own + 1 }),
            },
            Dated::Year(_) => on(own),
            Dated::No => None,
        };
        found.map(one_day)
    }

    fn month_year(&self, number: i8, year: YearOf) -> Option<i16> {
        let choice = match year {
            YearOf::Given(year) => return Some(year),
            YearOf::Step(step, origin) => return i16::try_from(i32::from(self.origin_year(origin)?) + step).ok(),
            YearOf::Chosen(choice) => choice,
        };
        if choice == Choice::Near
            && let Some((start, _, _)) = self.background()
        {
            let year = if number >= start.month() {
                start.year()
            } else {
                start.year() + 1
            };
            let past = self
                .anchor
                .is_none_or(|anchor| (year, number) <= (anchor.start.year(), anchor.start.month()));
            if past {
                return Some(year);
            }
        }
        let own = self.origin_year(Origin::Dispatch)?;
        let here = match self.dated() {
            Dated::Day(day) | Dated::Month(day) => day.month(),
            // Of a dispatch dated to a year: that year.
            Dated::Year(_) => number,
            Dated::No => return None,
        };
        Some(match choice {
            Choice::Near => own - i16::from(number > here),
            Choice::Last => own - i16::from(number >= here && self.dated() != Dated::Year(own)),
            Choice::Next => own + i16::from(number <= here && self.dated() != Dated::Year(own)),
            Choice::Coming => own + i16::from(number < here && self.dated() != Dated::Year(own)),
        })
    }

    fn season_year(&self, first: i8, year: YearOf) -> Option<i16> {
        let choice = match year {
            YearOf::Given(year) => return Some(year),
            YearOf::Step(step, origin) => return i16::try_from(i32::from(self.origin_year(origin)?) + step).ok(),
            YearOf::Chosen(choice) => choice,
        };
        if choice == Choice::Near
            && let Some((start, _, _)) = self.background()
        {
            return Some(if first >= start.month() {
                start.year()
            } else {
                start.year() + 1
            });
        }
        let today = match self.dated() {
            Dated::Day(day) | Dated::Month(day) => day,
            Dated::Year(year) => return matches!(choice, Choice::Near | Choice::Coming).then_some(year),
            Dated::No => return None,
        };
        let of = |year: i16| season(year, first);
        let own = today.year();
        match choice {
            Choice::Near => (0..2)
                .map(|back| own - back)
                .find(|&y| of(y).is_some_and(|t| t.start <= Some(today))),
            Choice::Last => (0..3)
                .map(|back| own - back)
                .find(|&y| of(y).is_some_and(|t| t.end < Some(today))),
            Choice::Next => (0..2)
                .map(|ahead| own + ahead)
                .find(|&y| of(y).is_some_and(|t| t.start > Some(today))),
            Choice::Coming => (-1..2)
                .map(|ahead| own + ahead)
                .find(|&y| of(y).is_some_and(|t| t.end >= Some(today))),
        }
    }

    fn weekday(&self, weekday: i8, choice: Choice) -> Option<Time> {
        match self.dated() {
            Dated::Day(today) => {
                let back = i32::from((weekday_of(today) - weekday).rem_euclid(7));
                let offset = match choice {
                    Choice::Near => -back,
                    Choice::Last if back == 0 => -7,
                    Choice::Last => -back,
                    Choice::Next => 7 - back,
                    Choice::Coming => (7 - back) % 7,
                };
                Some(one_day(add_days(today, offset)?))
            }
            Dated::Month(first) => {
                let candidates: Vec<Date> = (0..i32::from(first.days_in_month()))
                    .filter_map(|day| add_days(first, day))
                    .filter(|&day| weekday_of(day) == weekday)
                    .collect();
                Some(Time {
                    start: None,
                    end: None,
                    precision: Precision::WeekdayInMonth,
                    candidates,
                })
            }
            _ => None,
        }
    }

    fn days(&self, offset: i32, origin: Origin) -> Option<Time> {
        // "vers 18 heures": of a day that has just been, and never of one to come or long ago.
        let far = |previous: &Time| {
            let last = previous.end.or(previous.start).or(previous.candidates.last().copied());
            let week = self.anchor.and_then(|anchor| add_days(anchor.start, -WEEK));
            offset == 0
                && origin == Origin::StoryDay
                && self.anchor.is_some_and(|anchor| last > Some(anchor.end) || last < week)
        };
        if origin != Origin::Dispatch
            && let Some(previous) = self.previous.filter(|previous| !far(previous))
        {
            if matches!(
                previous.precision,
                Precision::Minute | Precision::Day | Precision::WeekdayInMonth
            ) {
                return shift(previous, offset);
            }
            if origin == Origin::Story && previous.precision != Precision::Open {
                return None;
            }
        }
        let offset = if origin == Origin::StoryNight { -1 } else { offset };
        self.near_dispatch(offset)
    }

    /// A few days from the dispatch; its month or year, where it is dated to no day.
    fn near_dispatch(&self, offset: i32) -> Option<Time> {
        match self.dated() {
            Dated::Day(today) => Some(one_day(add_days(today, offset)?)),
            _ if offset.abs() > 7 => None,
            Dated::Month(first) => Some(month_of(first)),
            Dated::Year(number) => year(number),
            Dated::No => None,
        }
    }

    fn step(&self, unit: Unit, step: i32, origin: Origin) -> Option<Time> {
        let story = if origin == Origin::Dispatch { None } else { self.story() };
        let dispatch = self.dated();
        let base = match (story, dispatch) {
            (Some((start, _, precision)), _) => match precision {
                Precision::Year if !matches!(unit, Unit::Year | Unit::Decade) => return None,
                Precision::Month | Precision::Season if matches!(unit, Unit::Week | Unit::Weekend) => return None,
                _ => start,
            },
            (None, Dated::Day(day)) => day,
            (None, Dated::Month(day)) if matches!(unit, Unit::Week | Unit::Weekend) => {
                return (step.abs() <= 1).then(|| month_of(day));
            }
            (None, Dated::Month(day)) => day,
            (None, Dated::Year(number)) if matches!(unit, Unit::Year | Unit::Decade) => Date::new(number, 1, 1).ok()?,
            _ => return None,
        };
        match unit {
            Unit::Week => week_of(add_days(base, step.checked_mul(7)?)?),
            Unit::Weekend => {
                let back = i32::from((weekday_of(base) - 6).rem_euclid(7));
                // "last weekend" on a Sunday is a week before; "next weekend" the coming one.
                let offset = match step {
                    -1 if back <= 1 => -back - 7,
                    1 => 7 - back,
                    _ => -back,
                };
                let saturday = add_days(base, offset)?;
                Some(stretch(saturday, add_days(saturday, 1)?, Precision::Day))
            }
            Unit::Month => Some(month_of(add_months(base.first_of_month(), step)?)),
            Unit::Year => year(i16::try_from(i32::from(base.year()) + step).ok()?),
            Unit::Decade => {
                let first = i16::try_from(i32::from(base.year() - base.year() % 10) + 10 * step).ok()?;
                Some(stretch(
                    Date::new(first, 1, 1).ok()?,
                    Date::new(first + 9, 12, 31).ok()?,
                    Precision::Year,
                ))
            }
            Unit::Hour | Unit::Day | Unit::Century => None,
        }
    }

    fn distance(&self, count: i32, unit: Unit, origin: Origin) -> Option<Time> {
        let days = match unit {
            Unit::Hour if count % 24 == 0 => count / 24,
            Unit::Hour | Unit::Weekend | Unit::Century => return None,
            Unit::Day => count,
            Unit::Week => count.checked_mul(7)?,
            Unit::Month | Unit::Year | Unit::Decade => 0,
        };
        let story = if origin == Origin::Dispatch {
            None
        } else {
            self.previous.filter(|p| p.precision != Precision::Open)
        };
        if matches!(unit, Unit::Hour | Unit::Day) {
            return match story {
                Some(previous) => match previous.precision {
                    Precision::Minute | Precision::Day | Precision::WeekdayInMonth => shift(previous, days),
                    _ => None,
                },
                None => self.near_dispatch(days),
            };
        }
        let base = match story {
            Some(previous) => {
                let fits = match unit {
                    Unit::Week => previous.precision <= Precision::Week,
                    Unit::Month => previous.precision <= Precision::Season,
                    _ => true,
                };
                fits.then_some(())?;
                previous.start.or(previous.candidates.first().copied())?
            }
            None => match self.dated() {
                Dated::Day(day) => day,
                Dated::Month(day) if unit == Unit::Week => return (count.abs() <= 1).then(|| month_of(day)),
                Dated::Month(day) => day,
                Dated::Year(number) if unit != Unit::Week && unit != Unit::Month => Date::new(number, 1, 1).ok()?,
                _ => return None,
            },
        };
        match unit {
            Unit::Week => week_of(add_days(base, days)?),
            Unit::Month => Some(month_of(add_months(base.first_of_month(), count)?)),
            Unit::Year => year(i16::try_from(i32::from(base.year()).checked_add(count)?).ok()?),
            Unit::Decade => year(i16::try_from(i32::from(base.year()).checked_add(count.checked_mul(10)?)?).ok()?),
            _ => None,
        }
    }

    fn window(&self, count: i32, unit: Unit) -> Option<Time> {
        let Dated::Day(today) = self.dated() else { return None };
        let (start, precision) = match unit {
            Unit::Hour => (add_days(today, -(count.checked_add(23)? / 24))?, Precision::Day),
            Unit::Day => (add_days(today, -count)?, Precision::Day),
            Unit::Week => (add_days(today, count.checked_mul(-7)?)?, Precision::Week),
            Unit::Month => (add_months(today, -count)?, Precision::Month),
            Unit::Year => (add_months(today, count.checked_mul(-12)?)?, Precision::Year),
            _ => return None,
        };
        Some(stretch(start, today, precision))
    }

    fn range(&self, first: &Meaning, second: &Meaning) -> Option<Time> {
        let end = self.time(second)?;
        let start = match inherit(first, second) {
            Some(first) => self.time(&first)?,
            None => self.time(first)?,
        };
        let precision = start.precision.max(end.precision);
        let (Some(from), Some(to)) = (start.start, end.end) else {
            return Some(start);
        };
        if from > to {
            // "de novembre à mars" before a March: the first lies in the year before; "de mardi à lundi": in the week before. Where that does
            // not help either, the two are no stretch.
            let earlier = match first {
                Meaning::Date { .. } | Meaning::Month { .. } => add_months(from, -12)?,
                Meaning::Weekday { .. } => add_days(from, -7)?,
                _ => return None,
            };
            return (earlier <= to).then(|| stretch(earlier, to, precision));
        }
        Some(stretch(from, to, precision))
    }
}

/// The first of a range takes its year from the second: `du 30 avril au 2 mai 2021`.
fn inherit(first: &Meaning, second: &Meaning) -> Option<Meaning> {
    let told = match second {
        Meaning::Date { year, .. } | Meaning::Month { year, .. } | Meaning::Season { year, .. } => *year,
        _ => return None,
    };
    let mut first = first.clone();
    match &mut first {
        Meaning::Date { year, .. } | Meaning::Month { year, .. } | Meaning::Season { year, .. }
            if *year == YearOf::Chosen(Choice::Near) && !matches!(told, YearOf::Chosen(Choice::Near)) =>
        {
            *year = told;
            Some(first)
        }
        _ => None,
    }
}

/// A day, or each of its candidates, so many days on.
fn shift(time: &Time, days: i32) -> Option<Time> {
    let candidates: Vec<Date> = time.candidates.iter().filter_map(|&day| add_days(day, days)).collect();
    let first = match (time.start, days >= 0) {
        // The day after a stretch is after its end, the day before it before its start.
        (Some(_), true) if days > 0 => time.end.or(time.start),
        (start, _) => start,
    };
    let move_day = |day: Option<Date>| match day {
        Some(day) => add_days(day, days).map(Some),
        None => Some(None),
    };
    if days == 0 {
        return Some(time.clone());
    }
    let moved = move_day(first)?;
    Some(Time {
        start: moved,
        end: moved,
        precision: time.precision,
        candidates,
    })
}
