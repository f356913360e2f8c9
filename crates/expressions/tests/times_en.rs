//! English time expressions: a sentence, then what must be found and what it means.

mod common;

use common::times::{DAY, check, check_ahead};

#[test]
fn weekdays_en() {
    check(
        "en",
        DAY,
        &[
            ("on Tuesday/P", "on Tuesday = 2021-11-16 day"),
            ("Tuesday's attack/Ns", "Tuesday's = 2021-11-16 day"),
            ("since Tuesday's attack/Ns", "since Tuesday's = 2021-11-16 day"),
            ("last Tuesday/P", "last Tuesday = 2021-11-16 day"),
            ("last Thursday/P", "last Thursday = 2021-11-11 day"),
            ("next Tuesday/P", "next Tuesday = 2021-11-23 day"),
            ("late on Tuesday/P", "late on Tuesday = 2021-11-16 day"),
            ("early Tuesday/P", "early Tuesday = 2021-11-16 day"),
            ("Tuesday/P night/N", "Tuesday night = 2021-11-16 day"),
            (
                "on Tuesday/P morning/N at 0430 GMT",
                "on Tuesday morning at 0430 GMT = 2021-11-16 day",
            ),
            ("at 0430 GMT on Tuesday/P", "at 0430 GMT on Tuesday = 2021-11-16 day"),
            ("at 0430 GMT", "at 0430 GMT = 2021-11-18 day"),
            ("at 6:30 p.m. , the convoy/N", "at 6:30 p.m. = 2021-11-18 day"),
            ("overnight", "overnight = 2021-11-17 day"),
            ("overnight on Monday/P", "overnight on Monday = 2021-11-15 day"),
            ("overnight into Tuesday/P", "overnight into Tuesday = 2021-11-15 day"),
            (
                "the night of Monday/P to Tuesday/P",
                "the night of Monday to Tuesday = 2021-11-15 day",
            ),
            (
                "in the early hours/Np of Wednesday/P",
                "in the early hours of Wednesday = 2021-11-17 day",
            ),
            ("since Monday/P", "since Monday = 2021-11-15..? open"),
            ("until Tuesday/P", "until Tuesday = ?..2021-11-16 open"),
            ("every Tuesday/P", ""),
            ("since the Tuesday/P attack/Ns", "since the Tuesday = 2021-11-16 day"),
            (
                "between Monday/P and Wednesday/P",
                "between Monday and Wednesday = 2021-11-15..2021-11-17 day",
            ),
            (
                "from Monday/P to Wednesday/P",
                "from Monday to Wednesday = 2021-11-15..2021-11-17 day",
            ),
            ("the Tuesday/P attack/Ns", "the Tuesday = 2021-11-16 day"),
            ("ON TUESDAY/P", "ON TUESDAY = 2021-11-16 day"),
            ("the Sunday/P Times/P said/V", ""),
            ("he sat/V on the sun/N", ""),
        ],
    );
    check(
        "en",
        "2021-11",
        &[(
            "on Tuesday/P",
            "on Tuesday = ?..? {11-2 11-9 11-16 11-23 11-30} weekday",
        )],
    );
    check("en", "2021", &[("on Tuesday/P", "on Tuesday = none")]);
}

#[test]
fn dates_en() {
    check(
        "en",
        DAY,
        &[
            ("on Feb. 26/NUM", "on Feb. 26 = 2021-02-26 day"),
            ("on Feb. 26 , 2023 , rebels/Np", "on Feb. 26, 2023 = 2023-02-26 day"),
            ("on 26 February/P 2023", "on 26 February 2023 = 2023-02-26 day"),
            ("March/P 3rd", "March 3rd = 2021-03-03 day"),
            (
                "on Tuesday/P , Nov. 16 , 2021",
                "on Tuesday, Nov. 16, 2021 = 2021-11-16 day",
            ),
            ("May/P 3 +- +5", "May 3-5 = 2021-05-03..2021-05-05 day"),
            ("from 3 to 5 May/P", "from 3 to 5 May = 2021-05-03..2021-05-05 day"),
            (
                "between May/P 3 and May/P 5",
                "between May 3 and May 5 = 2021-05-03..2021-05-05 day",
            ),
            (
                "between May/P 3 and 5",
                "between May 3 and 5 = 2021-05-03..2021-05-05 day",
            ),
            (
                "from April/P 30 to May/P 2 , 2019",
                "from April 30 to May 2, 2019 = 2019-04-30..2019-05-02 day",
            ),
            ("2023-10-05", "2023-10-05 = 2023-10-05 day"),
            ("the 12th of March/P 2020", "the 12th of March 2020 = 2020-03-12 day"),
            ("the March/P 12 attack/Ns", "the March 12 = 2021-03-12 day"),
            ("since December/P 25", "since December 25 = 2020-12-25..? open"),
            (
                "In March/P 15 soldiers/Np were/X killed/V",
                "In March = 2021-03-01..2021-03-31 month",
            ),
            ("on the night/N of May/P 3", "on the night of May 3 = 2021-05-03 day"),
            ("ON 26 FEBRUARY/P", "ON 26 FEBRUARY = 2021-02-26 day"),
            ("BOGOTA/P , 4 FEB 90 ( AP )", "4 FEB 90 = 1990-02-04 day"),
            ("they may/X 5 times", ""),
            (
                "on February/P 6 - this year/Ns",
                "on February 6 = 2021-02-06 day | this year = 2021-01-01..2021-12-31 year",
            ),
            ("the troops/Np march/V on 2 towns/Np", ""),
        ],
    );
    check("en", "2021-11", &[("on Dec. 3", "on Dec. 3 = 2020-12-03 day")]);
    check(
        "en",
        "0",
        &[
            ("on Feb. 26/NUM", "on Feb. 26 = none"),
            ("on Feb. 26 , 2023", "on Feb. 26, 2023 = 2023-02-26 day"),
        ],
    );
}

#[test]
fn deictic_en() {
    check(
        "en",
        DAY,
        &[
            ("yesterday", "yesterday = 2021-11-17 day"),
            ("today", "today = 2021-11-18 day"),
            (
                "the day/N before yesterday",
                "the day before yesterday = 2021-11-16 day",
            ),
            ("last night/N", "last night = 2021-11-17 day"),
            (
                "on Tuesday/P , the day/N before , the army/Ns",
                "on Tuesday = 2021-11-16 day | the day before = 2021-11-15 day",
            ),
            (
                "on Tuesday/P , the same day/N",
                "on Tuesday = 2021-11-16 day | the same day = 2021-11-16 day",
            ),
            ("earlier in the day/N", "earlier in the day = 2021-11-18 day"),
            ("the day/N before the attack/Ns", ""),
            (
                "on Tuesday/P , the next day/N",
                "on Tuesday = 2021-11-16 day | the next day = 2021-11-17 day",
            ),
            ("three days/Np ago", "three days ago = 2021-11-15 day"),
            ("two weeks/Np ago", "two weeks ago = 2021-11-01..2021-11-07 week"),
            ("a year/Ns ago", "a year ago = 2020-01-01..2020-12-31 year"),
            (
                "on Tuesday/P , two days/Np later",
                "on Tuesday = 2021-11-16 day | two days later = 2021-11-18 day",
            ),
            (
                "on Tuesday/P , a day/Ns earlier",
                "on Tuesday = 2021-11-16 day | a day earlier = 2021-11-15 day",
            ),
            ("for three hours/Np", ""),
            (
                "over the past three days/Np",
                "over the past three days = 2021-11-15..2021-11-18 day",
            ),
            (
                "in the last 24 hours/Np",
                "in the last 24 hours = 2021-11-17..2021-11-18 day",
            ),
            ("a 15 +- +year +- +old boy/Ns", ""),
            ("two weeks/Np after the raid/Ns", ""),
            ("twice daily", ""),
        ],
    );
    check(
        "en",
        "2021-11",
        &[("yesterday", "yesterday = 2021-11-01..2021-11-30 month")],
    );
}

#[test]
fn periods_en() {
    check(
        "en",
        DAY,
        &[
            ("in May/P", "in May = 2021-05-01..2021-05-31 month"),
            ("last month/Ns", "last month = 2021-10-01..2021-10-31 month"),
            ("in early 2020", "in early 2020 = 2020-01-01..2020-12-31 year"),
            ("in late March/P", "in late March = 2021-03-01..2021-03-31 month"),
            ("since mid-March/P", "since mid-March = 2021-03-01..? open"),
            (
                "in the summer/Ns of 2014",
                "in the summer of 2014 = 2014-06-01..2014-08-31 season",
            ),
            ("last summer/Ns", "last summer = 2021-06-01..2021-08-31 season"),
            (
                "in the fall/Ns of 2020",
                "in the fall of 2020 = 2020-09-01..2020-11-30 season",
            ),
            ("in the fall/Ns of Kabul/P", ""),
            ("the spring/Ns offensive/Ns", ""),
            ("in 1994", "in 1994 = 1994-01-01..1994-12-31 year"),
            ("the war/Ns of 2014 .", "of 2014 = 2014-01-01..2014-12-31 year"),
            ("the 2020 +- +21 war/Ns", "the 2020-21 = 2020-01-01..2021-12-31 year"),
            ("the 2020 war/Ns", "the 2020 = 2020-01-01..2020-12-31 year"),
            ("more than 2000 soldiers/Np", ""),
            ("2,014 soldiers/Np", ""),
            ("last year/Ns", "last year = 2020-01-01..2020-12-31 year"),
            ("this year/Ns", "this year = 2021-01-01..2021-12-31 year"),
            ("this week/Ns", "this week = 2021-11-15..2021-11-21 week"),
            ("last week/Ns", "last week = 2021-11-08..2021-11-14 week"),
            ("since 2014", "since 2014 = 2014-01-01..? open"),
            ("since February/P 2022", "since February 2022 = 2022-02-01..? open"),
            ("in the late 1990s/N", "in the late 1990s = 1990-01-01..1999-12-31 year"),
            ("from 2014 to 2016", "from 2014 to 2016 = 2014-01-01..2016-12-31 year"),
            (
                "in November/P last year/Ns",
                "in November last year = 2020-11-01..2020-11-30 month",
            ),
            ("last November/P", "last November = 2020-11-01..2020-11-30 month"),
            ("May/X they win/V", ""),
            (
                "at the end/N of May/P",
                "at the end of May = 2021-05-01..2021-05-31 month",
            ),
            (
                "in 2014 , that year/Ns",
                "in 2014 = 2014-01-01..2014-12-31 year | that year = 2014-01-01..2014-12-31 year",
            ),
            ("over the weekend/Ns", ""),
            (
                "at the weekend/Ns , this weekend/Ns",
                "this weekend = 2021-11-13..2021-11-14 day",
            ),
        ],
    );
}

/// What is planned lies ahead of the dispatch.
#[test]
fn what_is_to_come_en() {
    check_ahead(
        "en",
        DAY,
        &[
            ("on Tuesday/P", "on Tuesday = 2021-11-23 day"),
            ("on Thursday/P", "on Thursday = 2021-11-18 day"),
            ("by Sunday/P", "by Sunday = 2021-11-21 day"),
            ("in March/P", "in March = 2022-03-01..2022-03-31 month"),
            ("on November/P 10", "on November 10 = 2022-11-10 day"),
            ("yesterday", "yesterday = 2021-11-17 day"),
        ],
    );
}
