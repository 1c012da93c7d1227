//! The regimes with their levels, ceilings, exclusions and bands, and what of them is in use.

use rusqlite::{OptionalExtension, Row, named_params, params};

use crate::domain::id::{MemberId, RegimeId, UnitId};
use crate::domain::number::Percent;
use crate::domain::rating::{
    Band, Ceiling, CeilingBase, CountedFrom, Exclusion, Level, NamedLevel, NotRated, Regime, Subject, Who,
};
use crate::store::error::Result;
use crate::store::tx::Tx;
use crate::store::{coded, coded_or_none};

/// All regimes, the oldest first.
///
/// # Errors
/// What the disk reports.
pub fn all(tx: &Tx<'_>) -> Result<Vec<Regime>> {
    let mut regimes = rows(
        tx,
        "SELECT id, from_year, to_year, source, source_date, confirmed, months_before_rating, counted_from
         FROM rating_regime ORDER BY from_year, id",
        |row| {
            Ok(Regime {
                id: RegimeId(row.get("id")?),
                from_year: row.get("from_year")?,
                to_year: row.get("to_year")?,
                source: row.get("source")?,
                source_date: row.get("source_date")?,
                confirmed: row.get("confirmed")?,
                months_before_rating: row.get("months_before_rating")?,
                counted_from: coded_or_none(row, "counted_from", CountedFrom::from_code)?
                    .unwrap_or(CountedFrom::Ceremony),
                member_levels: Vec::new(),
                unit_levels: Vec::new(),
                ceilings: Vec::new(),
                exclusions: Vec::new(),
                bands: Vec::new(),
            })
        },
    )?;
    put(&mut regimes, levels(tx)?, |regime, (subject, level)| match subject {
        Subject::Member => regime.member_levels.push(level),
        Subject::Unit => regime.unit_levels.push(level),
    });
    put(&mut regimes, ceilings(tx)?, |regime, ceiling| regime.ceilings.push(ceiling));
    put(&mut regimes, exclusions(tx)?, |regime, exclusion| regime.exclusions.push(exclusion));
    put(&mut regimes, bands(tx)?, |regime, band| regime.bands.push(band));
    Ok(regimes)
}

/// Puts what was read to its regime.
fn put<T>(regimes: &mut [Regime], parts: Vec<(RegimeId, T)>, put: impl Fn(&mut Regime, T)) {
    for (id, part) in parts {
        if let Some(regime) = regimes.iter_mut().find(|regime| regime.id == id) {
            put(regime, part);
        }
    }
}

fn rows<T>(tx: &Tx<'_>, sql: &str, read: impl Fn(&Row<'_>) -> rusqlite::Result<T>) -> Result<Vec<T>> {
    let mut statement = tx.connection.prepare_cached(sql)?;
    Ok(statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?)
}

fn of(row: &Row<'_>) -> rusqlite::Result<(RegimeId, Subject)> {
    Ok((RegimeId(row.get("regime_id")?), coded(row, "subject", Subject::from_code)?))
}

fn levels(tx: &Tx<'_>) -> Result<Vec<(RegimeId, (Subject, NamedLevel))>> {
    rows(tx, "SELECT regime_id, subject, level, name FROM rating_level ORDER BY position", |row| {
        let (regime, subject) = of(row)?;
        let level = coded(row, "level", Level::from_code)?;
        Ok((regime, (subject, NamedLevel { level, name: row.get("name")? })))
    })
}

fn ceilings(tx: &Tx<'_>) -> Result<Vec<(RegimeId, Ceiling)>> {
    rows(
        tx,
        "SELECT regime_id, subject, percent, raised_percent, base, article, confirmed
         FROM rating_ceiling ORDER BY subject",
        |row| {
            let (regime, subject) = of(row)?;
            Ok((
                regime,
                Ceiling {
                    subject,
                    percent: Percent(row.get("percent")?),
                    raised_percent: row.get::<_, Option<i64>>("raised_percent")?.map(Percent),
                    base: coded(row, "base", CeilingBase::from_code)?,
                    article: row.get("article")?,
                    confirmed: row.get("confirmed")?,
                },
            ))
        },
    )
}

fn exclusions(tx: &Tx<'_>) -> Result<Vec<(RegimeId, Exclusion)>> {
    rows(
        tx,
        "SELECT regime_id, subject, why, article, confirmed FROM rating_exclusion ORDER BY subject, why",
        |row| {
            let (regime, subject) = of(row)?;
            let why = coded(row, "why", NotRated::from_code)?;
            let (article, confirmed) = (row.get("article")?, row.get("confirmed")?);
            Ok((regime, Exclusion { subject, why, article, confirmed }))
        },
    )
}

fn bands(tx: &Tx<'_>) -> Result<Vec<(RegimeId, Band)>> {
    rows(
        tx,
        "SELECT regime_id, subject, level, at_least FROM rating_band ORDER BY subject, at_least DESC",
        |row| {
            let (regime, subject) = of(row)?;
            let level = coded(row, "level", Level::from_code)?;
            Ok((regime, Band { subject, level, at_least: row.get("at_least")? }))
        },
    )
}

/// Adds a regime with all that belongs to it; the identity in it is left aside.
///
/// # Errors
/// What the disk reports.
pub fn insert(tx: &Tx<'_>, regime: &Regime) -> Result<RegimeId> {
    tx.connection.execute(
        "INSERT INTO rating_regime (from_year, to_year, source, source_date, confirmed,
                                    months_before_rating, counted_from)
         VALUES (:from_year, :to_year, :source, :source_date, :confirmed, :months, :counted_from)",
        named_params! {
            ":from_year": regime.from_year,
            ":to_year": regime.to_year,
            ":source": regime.source,
            ":source_date": regime.source_date,
            ":confirmed": regime.confirmed,
            ":months": regime.months_before_rating,
            ":counted_from": regime.counted_from.code(),
        },
    )?;
    let id = RegimeId(tx.connection.last_insert_rowid());
    for subject in Subject::ALL {
        insert_levels(tx, id, *subject, regime)?;
        insert_ceiling(tx, id, *subject, regime)?;
        insert_exclusions(tx, id, *subject, regime)?;
        insert_bands(tx, id, *subject, regime)?;
    }
    Ok(id)
}

/// Writes what differs from the regime as it was; nothing else, so that the journal shows no more.
///
/// # Errors
/// What the disk reports.
pub fn update(tx: &Tx<'_>, before: &Regime, after: &Regime) -> Result<()> {
    let id = before.id;
    update_row(tx, before, after)?;
    for &subject in Subject::ALL {
        if before.levels(subject) != after.levels(subject) {
            clear(tx, "DELETE FROM rating_level WHERE regime_id = ?1 AND subject = ?2", id, subject)?;
            insert_levels(tx, id, subject, after)?;
        }
        if before.ceiling(subject) != after.ceiling(subject) {
            clear(tx, "DELETE FROM rating_ceiling WHERE regime_id = ?1 AND subject = ?2", id, subject)?;
            insert_ceiling(tx, id, subject, after)?;
        }
        if !of_subject(&before.exclusions, subject).eq(of_subject(&after.exclusions, subject)) {
            clear(tx, "DELETE FROM rating_exclusion WHERE regime_id = ?1 AND subject = ?2", id, subject)?;
            insert_exclusions(tx, id, subject, after)?;
        }
        let bands = |regime: &Regime| -> Vec<Band> {
            regime.bands.iter().filter(|band| band.subject == subject).copied().collect()
        };
        if bands(before) != bands(after) {
            clear(tx, "DELETE FROM rating_band WHERE regime_id = ?1 AND subject = ?2", id, subject)?;
            insert_bands(tx, id, subject, after)?;
        }
    }
    Ok(())
}

fn update_row(tx: &Tx<'_>, before: &Regime, after: &Regime) -> Result<()> {
    let row = |regime: &Regime| {
        (
            (regime.from_year, regime.to_year, regime.source.clone(), regime.source_date),
            (regime.confirmed, regime.months_before_rating, regime.counted_from),
        )
    };
    if row(before) == row(after) {
        return Ok(());
    }
    tx.connection.execute(
        "UPDATE rating_regime
         SET from_year = :from_year, to_year = :to_year, source = :source, source_date = :source_date,
             confirmed = :confirmed, months_before_rating = :months, counted_from = :counted_from
         WHERE id = :id",
        named_params! {
            ":id": before.id.0,
            ":from_year": after.from_year,
            ":to_year": after.to_year,
            ":source": after.source,
            ":source_date": after.source_date,
            ":confirmed": after.confirmed,
            ":months": after.months_before_rating,
            ":counted_from": after.counted_from.code(),
        },
    )?;
    Ok(())
}

fn of_subject(exclusions: &[Exclusion], subject: Subject) -> impl Iterator<Item = &Exclusion> {
    exclusions.iter().filter(move |exclusion| exclusion.subject == subject)
}

fn clear(tx: &Tx<'_>, sql: &str, regime: RegimeId, subject: Subject) -> Result<()> {
    tx.connection.execute(sql, params![regime.0, subject.code()])?;
    Ok(())
}

fn insert_levels(tx: &Tx<'_>, id: RegimeId, subject: Subject, regime: &Regime) -> Result<()> {
    for (named, position) in regime.levels(subject).iter().zip(1_i64..) {
        tx.connection.execute(
            "INSERT INTO rating_level (regime_id, subject, level, position, name) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id.0, subject.code(), named.level.code(), position, named.name],
        )?;
    }
    Ok(())
}

fn insert_ceiling(tx: &Tx<'_>, id: RegimeId, subject: Subject, regime: &Regime) -> Result<()> {
    let Some(ceiling) = regime.ceiling(subject) else { return Ok(()) };
    tx.connection.execute(
        "INSERT INTO rating_ceiling (regime_id, subject, percent, raised_percent, base, article, confirmed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            id.0,
            subject.code(),
            ceiling.percent.0,
            ceiling.raised_percent.map(|raised| raised.0),
            ceiling.base.code(),
            ceiling.article,
            ceiling.confirmed
        ],
    )?;
    Ok(())
}

fn insert_exclusions(tx: &Tx<'_>, id: RegimeId, subject: Subject, regime: &Regime) -> Result<()> {
    for exclusion in of_subject(&regime.exclusions, subject) {
        tx.connection.execute(
            "INSERT INTO rating_exclusion (regime_id, subject, why, article, confirmed)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id.0, subject.code(), exclusion.why.code(), exclusion.article, exclusion.confirmed],
        )?;
    }
    Ok(())
}

fn insert_bands(tx: &Tx<'_>, id: RegimeId, subject: Subject, regime: &Regime) -> Result<()> {
    for band in regime.bands.iter().filter(|band| band.subject == subject) {
        tx.connection.execute(
            "INSERT INTO rating_band (regime_id, subject, level, at_least) VALUES (?1, ?2, ?3, ?4)",
            params![id.0, subject.code(), band.level.code(), band.at_least],
        )?;
    }
    Ok(())
}

/// The regime under which ratings of a year were made, if any was. All ratings of a year share
/// one: who rates finds it here first.
///
/// # Errors
/// What the disk reports.
pub fn made_under(tx: &Tx<'_>, year: i32) -> Result<Option<RegimeId>> {
    Ok(tx
        .connection
        .prepare_cached(include_str!("made_under.sql"))?
        .query_row([year], |row| row.get(0).map(RegimeId))
        .optional()?)
}

/// A level that ratings or totals have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsedLevel {
    /// Whose.
    pub subject: Subject,
    /// Which.
    pub level: Level,
    /// In which year.
    pub year: i32,
    /// The regime of the ratings; none for totals, which have none of their own.
    pub regime: Option<RegimeId>,
}

/// Every level in use: of each year and subject once.
///
/// # Errors
/// What the disk reports.
pub fn used_levels(tx: &Tx<'_>) -> Result<Vec<UsedLevel>> {
    rows(tx, include_str!("used_levels.sql"), |row| {
        Ok(UsedLevel {
            subject: coded(row, "subject", Subject::from_code)?,
            level: coded(row, "level", Level::from_code)?,
            year: row.get("year")?,
            regime: row.get::<_, Option<i64>>("regime_id")?.map(RegimeId),
        })
    })
}

/// The years that anybody decided and nobody reopened, with the subject.
///
/// # Errors
/// What the disk reports.
pub fn decided_years(tx: &Tx<'_>) -> Result<Vec<(i32, Subject)>> {
    rows(
        tx,
        "SELECT DISTINCT year, subject FROM rating_decision WHERE reopened_on IS NULL ORDER BY year",
        |row| Ok((row.get("year")?, coded(row, "subject", Subject::from_code)?)),
    )
}

/// Where a level is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// As somebody's rating.
    Rating,
    /// As what one of those who are heard said.
    Step,
    /// As what papers of a ballot say.
    Ballot,
}

/// A level in a year that a regime doesn't have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// Who has it.
    pub who: Who,
    /// Name.
    pub name: String,
    /// The level.
    pub level: Level,
    /// As what.
    pub used: Use,
}

/// The levels in a year that fit none of a regime's, members first, by name.
///
/// # Errors
/// What the disk reports.
pub fn unfit(tx: &Tx<'_>, year: i32, regime: RegimeId) -> Result<Vec<Unfit>> {
    let mut statement = tx.connection.prepare_cached(include_str!("unfit.sql"))?;
    let unfit = statement
        .query_map(params![year, regime.0], |row| {
            let member: Option<i64> = row.get("member_id")?;
            let who = match member {
                Some(member) => Who::Member(MemberId(member)),
                None => Who::Unit(UnitId(row.get("unit_id")?)),
            };
            let used = match row.get::<_, String>("what")?.as_str() {
                "step" => Use::Step,
                "ballot" => Use::Ballot,
                _ => Use::Rating,
            };
            Ok(Unfit { who, name: row.get("name")?, level: coded(row, "level", Level::from_code)?, used })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(unfit)
}

/// The years of which ratings were made, with their regimes, the newest first.
///
/// # Errors
/// What the disk reports.
pub fn rated_years(tx: &Tx<'_>) -> Result<Vec<(i32, RegimeId)>> {
    rows(
        tx,
        "SELECT year, regime_id FROM member_rating WHERE level IS NOT NULL OR not_rated IS NOT NULL
         UNION SELECT year, regime_id FROM unit_rating WHERE level IS NOT NULL OR not_rated IS NOT NULL
         ORDER BY year DESC",
        |row| Ok((row.get("year")?, RegimeId(row.get("regime_id")?))),
    )
}

/// Puts the ratings of a year under another regime.
///
/// # Errors
/// What the disk reports.
pub fn move_year(tx: &Tx<'_>, year: i32, to: RegimeId) -> Result<()> {
    for table in ["member_rating", "unit_rating"] {
        tx.connection.execute(
            &format!("UPDATE {table} SET regime_id = ?2 WHERE year = ?1 AND regime_id <> ?2"),
            params![year, to.0],
        )?;
    }
    Ok(())
}
