//! Times as they are written down: ISO 8601 with the offset and the zone's name (RFC 9557).

use jiff::Zoned;
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Deserializer, Serializer};

/// `2026-11-23T18:04:05+09:00[Asia/Seoul]`.
#[must_use]
pub fn format_timestamp(at: &Zoned) -> String {
    at.to_string()
}

/// The time that [`format_timestamp`] wrote, or any ISO 8601 time with an offset.
///
/// The instant is what the offset says. A zone that this machine does not know, or whose
/// rules have changed since, keeps the written offset: a note must not be refused, nor move
/// in time, because a zone was renamed. `None` where there is no date, time and offset.
#[must_use]
pub fn parse_timestamp(text: &str) -> Option<Zoned> {
    let pieces = Pieces::parse(text).ok()?;
    let civil = pieces.date().to_datetime(pieces.time()?);
    let offset = match pieces.offset()? {
        PiecesOffset::Zulu => Offset::UTC,
        PiecesOffset::Numeric(numeric) => numeric.offset(),
        _ => return None,
    };
    let instant = offset.to_timestamp(civil).ok()?;
    let zone = pieces.to_time_zone().ok().flatten().filter(|zone| zone.to_offset(instant) == offset);
    let zone = zone.unwrap_or_else(|| if offset == Offset::UTC { TimeZone::UTC } else { TimeZone::fixed(offset) });
    Some(instant.to_zoned(zone))
}

/// For `#[serde(with = …)]`.
pub(crate) fn serialize<S: Serializer>(at: &Zoned, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(at)
}

/// For `#[serde(with = …)]`.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Zoned, D::Error> {
    let text = String::deserialize(from)?;
    parse_timestamp(&text).ok_or_else(|| serde::de::Error::custom("not a time with an offset"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_that_nobody_knows_keeps_its_offset() {
        let read = parse_timestamp("2026-11-23T18:04:05.25+09:00[Nowhere/Atlantis]").expect("a time");
        assert_eq!(format_timestamp(&read), "2026-11-23T18:04:05.25+09:00[+09:00]");
    }

    #[test]
    fn a_zone_whose_rules_changed_does_not_move_the_instant() {
        let read = parse_timestamp("2026-11-23T18:04:05+08:30[Asia/Seoul]").expect("a time");
        assert_eq!(read.timestamp().to_string(), "2026-11-23T09:34:05Z");
    }

    #[test]
    fn what_is_written_is_read() {
        for text in
            ["2026-11-23T18:04:05+09:00[+09:00]", "2026-11-23T09:04:05+00:00[UTC]", "1969-12-31T23:59:59.999999999+00:00[UTC]"]
        {
            let at = parse_timestamp(text).expect("a time");
            assert_eq!(parse_timestamp(&format_timestamp(&at)), Some(at.clone()));
            assert_eq!(format_timestamp(&at), text);
        }
        assert!(parse_timestamp("2026-11-23T09:04:05Z").is_some());
    }

    #[test]
    fn what_is_no_time_is_none() {
        for wrong in ["", "yesterday", "2026-11-23", "2026-11-23T18:04:05", "2026-13-40T99:00:00Z", "9999-12-31T23:59:59-25:59"] {
            assert_eq!(parse_timestamp(wrong), None, "{wrong}");
        }
    }
}
