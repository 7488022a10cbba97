//! Numbers along the axes of a chart, which stand in columns, too.

use super::super::line::Line;
use super::body::cells;
use super::is_numeric;

/// Numbers along an axis, at least.
const FEWEST: usize = 4;
/// Different labels that rows of a table have at least.
const FEWEST_LABELS: usize = 3;
/// Rows of numbers along the foot of a chart, at most: years, and what stands for them below.
const MOST_ACROSS: usize = 2;

/// Whether the numbers of `run` are those of a chart's axes, and nothing else in it is a number: they go down by equal
/// steps from the top, or along its last rows from one side to the other.
pub(super) fn is_axis(run: &[Vec<Line>], cuts: &[f32]) -> bool {
    let mut columns: Vec<Axis> = vec![Axis::default(); cuts.len() + 1];
    let mut across: Vec<Vec<f64>> = Vec::new();
    let mut labels: Vec<String> = Vec::new();
    let mut words_below = 0;
    for row in run {
        let cells = cells(row, cuts);
        labels.extend(cells[0].first().map(|line| line.text.clone()).filter(|text| number(text).is_none()));
        let mut here: Vec<f64> = Vec::new();
        let mut words = 0;
        for (column, line) in cells.iter().enumerate().flat_map(|(column, cell)| cell.iter().map(move |line| (column, line))) {
            match number(&line.text) {
                Some(number) => {
                    columns[column].numbers.push(number);
                    here.push(number);
                }
                // A value that no axis has: `$5`, `12.3*`, `n.a.`.
                None if is_numeric(&line.text) => return false,
                None => {
                    columns[column].headed |= columns[column].numbers.is_empty();
                    words += usize::from(column > 0);
                }
            }
        }
        words_below += usize::from(here.is_empty() && words > 1 && !across.is_empty());
        if !here.is_empty() {
            across.push(here);
        }
    }
    labels.sort_unstable();
    labels.dedup();
    // Rows with names are rows.
    if labels.len() >= FEWEST_LABELS {
        return false;
    }
    let numbered = columns.iter().filter(|column| column.numbers.len() > 1);
    let (all, headed) = numbered.clone().fold((0, 0), |(all, headed), column| (all + 1, headed + usize::from(column.headed)));
    // A chart begins with its largest number, and has a word over one axis at most; single numbers are none of it.
    let upright = all > 0
        && all * 2 > cuts.len()
        && headed < all.max(2)
        && columns.iter().all(|column| column.numbers.len() < 2 || goes_by_steps(&column.numbers) && column.goes_down());
    let level = !across.is_empty() && across.len() <= MOST_ACROSS && across.iter().all(|row| goes_by_steps(row));
    upright || level && words_below < 2
}

/// The numbers of a column, and whether a word stands over them.
#[derive(Debug, Clone, Default)]
struct Axis {
    numbers: Vec<f64>,
    headed: bool,
}

impl Axis {
    fn goes_down(&self) -> bool {
        self.numbers.first() > self.numbers.last()
    }
}

/// Whether numbers, four at least, go up or down by equal steps.
fn goes_by_steps(numbers: &[f64]) -> bool {
    let [first, second, ..] = numbers else { return false };
    let step = second - first;
    let even = |pair: &[f64]| (pair[1] - pair[0] - step).abs() < 0.01 * step.abs();
    numbers.len() >= FEWEST && step != 0.0 && numbers.windows(2).all(even)
}

/// The number that a cell holds.
fn number(text: &str) -> Option<f64> {
    let bare: String = text.trim_end_matches('%').replace(',', "").replace(['–', '−'], "-");
    bare.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::super::super::line::word;
    use super::*;

    fn run(rows: &[&[(f32, &str)]]) -> Vec<Vec<Line>> {
        let ys = (0_u8..).map(|row| 12.0 * f32::from(row));
        rows.iter().zip(ys).map(|(row, y)| row.iter().map(|(x, text)| word(text, *x, y)).collect()).collect()
    }

    #[test]
    fn numbers_at_both_sides_of_a_chart_are_its_axes() {
        let both: [&[(f32, &str)]; 4] = [
            &[(0.0, "40"), (200.0, "8%")],
            &[(0.0, "30"), (200.0, "6%")],
            &[(0.0, "20"), (200.0, "4%")],
            &[(0.0, "10"), (200.0, "2%")],
        ];
        assert!(is_axis(&run(&both), &[100.0]));
        let years: [&[(f32, &str)]; 2] =
            [&[(0.0, "Men"), (60.0, "Women")], &[(0.0, "1990"), (60.0, "1995"), (120.0, "2000"), (180.0, "2005")]];
        assert!(is_axis(&run(&years), &[50.0, 100.0, 150.0]));
    }

    #[test]
    fn columns_that_count_are_a_tables() {
        let priced = |prices: [&'static str; 4]| {
            let counts = ["10", "20", "30", "40"];
            let rows: Vec<Vec<(f32, &str)>> =
                counts.iter().zip(prices).map(|(count, price)| vec![(0.0, *count), (200.0, price)]).collect();
            run(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>())
        };
        for prices in
            [["1.2", "2.9", "3.1", "4.8"], ["100", "200", "300", "400"], ["$5", "$9", "$12", "$16"], ["—", "n.a.", "—", "—"]]
        {
            assert!(!is_axis(&priced(prices), &[100.0]), "{prices:?}");
        }
        let headed: [&[(f32, &str)]; 5] = [
            &[(0.0, "Rank"), (200.0, "Share")],
            &[(0.0, "40"), (200.0, "80")],
            &[(0.0, "30"), (200.0, "60")],
            &[(0.0, "20"), (200.0, "40")],
            &[(0.0, "10"), (200.0, "20")],
        ];
        assert!(!is_axis(&run(&headed), &[100.0]));
        let words: [&[(f32, &str)]; 3] = [
            &[(60.0, "2019"), (120.0, "2020"), (180.0, "2021"), (240.0, "2022")],
            &[(0.0, "Wages"), (60.0, "up"), (120.0, "up"), (180.0, "down"), (240.0, "up")],
            &[(0.0, "Prices"), (60.0, "up"), (120.0, "down"), (180.0, "down"), (240.0, "up")],
        ];
        assert!(!is_axis(&run(&words), &[50.0, 100.0, 150.0, 200.0]));
    }
}
