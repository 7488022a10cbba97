//! Words that point to a place of the same document, each rule of them.

use super::{ENGLISH, KOREAN, each, golden, read};
use crate::document::{BlockKind, Builder, Document};
use crate::study::{CrossReferences, Landmarks, Reference, ReferenceTarget, references};

fn told(document: &Document, found: &Reference) -> String {
    let aim = match found.aim {
        ReferenceTarget::Table(table) => format!("table {}", table + 1),
        ReferenceTarget::Figure(block) => document.slice(document.blocks()[block].span).to_owned(),
        ReferenceTarget::Section(section) => document.slice(document.sections()[section].title).to_owned(),
        ReferenceTarget::Footnote(footnote) => format!("footnote {}", document.footnotes()[footnote].label),
        ReferenceTarget::Page(page) => format!("page {}", document.pages()[page].label),
        ReferenceTarget::Nowhere => "nowhere".to_owned(),
    };
    format!("{} = {} {aim} {}", document.slice(found.span), found.kind.name(), found.basis.name())
}

fn pointed(document: &Document) -> Vec<String> {
    let found = references(document, &Landmarks::of(document), &|| true).expect("not stopped");
    let lines: Vec<String> = found.iter().map(|found| told(document, found)).collect();
    if lines.is_empty() { lines } else { vec![lines.join(" | ")] }
}

const TABLE: &str = "\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n";

/// A document with numbered chapters, tables, figures, appendices and notes.
fn sample(prose: &str) -> String {
    format!(
        "# 제1장 서론\n\n{prose}\n\n# 제2장 Ground\n\n## 2.1 Before\n\n### 2.1.1 Long before\n\n## 2.2 After\n\n표 1. 무역{TABLE}<표 2-1> 인구{TABLE}\
         Table IV. Arms{TABLE}![](a.png)\n\n그림 1. 지도\n\n![](b.png)\n\n[그림 2] 철도\n\nFig. 3: A chart\n\n# 제3장 전망\n\n## 제1절 요인\n\n## 제2절 변수\n\n\
         # Part II The end\n\n# 부록 A. 조사표\n\n# [별표 2] 품목\n\n# Appendix C: Method\n\n# Annex IV. Sources\n\n하나[^1] 둘[^2] 셋[^a].\n\n[^1]: 첫 각주.\n[^2]: 둘째 각주.\n[^a]: 끝.\n"
    )
}

#[test]
fn words_point_to_what_they_name() {
    golden(
        "references-ways",
        &each(
            &[
                "<표 1>, 〈표 2-1〉, [표 1], (표 1), 《표 1》, <표 1, 표 1>, 표1, 표 2.1, 표 2–1, 표 IV, 표 Ⅳ, 도표 1",
                "표 1은, 표 1에서, 표 1과, 표 1나무, 표 1 나무, 표 1a, 표 1만, 표 12만, 표 3개, 발표 1, 좌표 1, a표 1, -표 1, .표 1, /표 1",
                "그림 1, 그림 2, 그림 3, 그림 9, 도 1, 사진 1, 지도 1, 그래프 1, <도 1>, <사진 1>, 그림 1개",
                "아래의 표, 다음 표, 하단의 표, 위의 표, 앞 표, 상단 표, 아래에 있는 표, 아래 그림, 위 그림, 다음 도표, 아래 표현, 아래 표는, 위 표면",
                "Table 1, table 1, TABLE 1, Tab. 1, Tables 1 and 2-1, Tables 1, 2-1, Table 1 and 2, Table 9, Tables 1–2, Tables 1 to 9, Table A1, stable 1, Table 1x",
                "Figure 1, Figures 1 and 2, Fig. 3, Figs. 1 & 2, FIGURE 2, Chart 3, Charts 1 and 2, Graph 1, Graphs 9, figure 1, chart 9",
                "the table below, the figure below, The chart above, the following table, the next figure, the preceding table, the above figure, the tables below, the following tables",
                "제1장, 제 2 장, 2장 1절, 제3장 제2절, 제3장 2절, 제3장 제9절, 제9장, 제99장, Ⅱ장, III장, 제2부, 제1절, 2.1절, 3장에서, (3장), 3장 참조",
                "사진 3장, 종이 3장, 이 글 3장, 이 보고서 2장은, 본고 3장, 3장관, 제3장관, 3부, 3장, 책은 3장에서, 및 2장에서, 3장~4장, 3장·",
                "Section 2.1, section 2.1.1, SECTION 2.2, Sec. 2.1, Sections 2.1 and 2.2, Section 2.1 and 2.2, Section 2.9, Section 99, Chapter 2, Chapter III, Chapters 1 and 3, Ch. 2, Part II, part 2, Part 9, Section 2.1x",
                "부록 A, 부록 C, 부록 a, 별표 2, [별표 2], <부록 A>, 별첨 1, 붙임 2, Appendix A, appendix C, Appendices A and C, Annex IV, Annexes 4 and 9, ANNEX 4, Appendix, Appendix Ax, 부록 A는",
                "각주 1, 각주 2), 각주1, 미주 2, 후주 9, footnote 1, Footnotes 1 and 2, footnote 1 and 2, fn. 2, fnn. 1, 2, endnote 1, footnote 1a, footnote 1%, 각주 a",
                "주 1), 주 1, 주 9), see note 1, See notes 1 and 2, supra note 2, infra n. 1, cf. note 9, in note 1, in note 9, also nn. 1 and 2, note 1 above, n. 2 below, note 1, a note 1",
                "see p. 1, (p. 1), 12쪽, p. 3",
            ],
            |prose| pointed(&read(&sample(prose))),
        ),
    );
}

#[test]
fn what_stands_beside_the_words_may_take_them_elsewhere() {
    let texts = [
        "헌법 제2장, 그 법의 제2장, 방법 제2장, 이 보고서 제2장, 우리 헌법 제2장, 같은 글 제2장, 앞의 보고서 제2장, 이 글 제2장, 본서 제2장",
        "「법」 제2장, 『책』, 제2장, 《책》 제2장, “책” 제2장, “책” 표 1, ‘책’ 제2장, (법) 제2장, 법(제2장), 「법」 표 1",
        "김철수(2019) 제2장. 김철수 2019, 제2장. 2019, 제2장. 2019년 제2장. (김철수 2019, 제2장). Smith 2019, Table 1. Smith (2019), Table 1. In 2019, Table 1. March 2019, Table 1. (2019), Table 1. [Kim 2019] Table 1. 1799, Table 1",
        "Trade Act Section 2.1. the Act, Section 2.1. this Act Section 2.1. our Charter Chapter 2. the Law Table 1. Geneva Section 2.1. See Section 2.1. Geneva, Section 2.1. Geneva Table 1. A Section 2.1. The Section 2.1. ibid Section 2.1. op. cit. Section 2.1",
        "Smith’s Section 2.1. Smith's Table 1. the report’s Table 1. Its Table 1",
        "Section 2.1 of the Charter. Section 2.1 of this paper. Section 2.1 of our report. Section 2.1 of the report. Section 2.1 of the present study. Section 2.1 of that book. Section 2.1 of Smith. Table 1 of 3. Section 2.1 in the Charter. Table 1 of the annex",
        "창세기 제1장, 로마서 제2장, 용법 제2장, 결의 표 1, 보고서의 표 1, 본보고서 표 1, 본고의 제2장",
    ];
    golden("references-elsewhere", &each(&texts, |prose| pointed(&read(&sample(prose)))));
    let bodies = [
        "Smith 2019, Table 1.",
        "Smith 2019; Table 1.",
        "Smith 2019, see Table 1.",
        "Smith 2019, note 1 above.",
        "『책』, 표 1.",
        "https://a.kr 표 1.",
        "앞의 책, 표 1. 위의 글, 표 1.",
        "같은 논문 표 1, 전게서 표 1, 상게논문 표 1",
        "ibid. Table 1; op. cit. Table 1; loc. cit. Table 1",
        "1799년의 표 1",
        "1899년의 표 1",
        "표 1, 이 글 제2장, 본문 표 1, 2019년 위 표 1",
    ];
    let with_body = |body: &str| sample("Text.").replace("[^a]: 끝.", &format!("[^a]: {body}"));
    golden("references-bodies", &each(&bodies, |body| pointed(&read(&with_body(body)))));
}

#[test]
fn pages_are_told_only_where_the_words_say_that_they_are_this_documents() {
    golden(
        "references-pages",
        &each(
            &[
                "see p. 11, on p. 11, p. 11, cf. p. 11, also p. 12, (p. 11), [p. 11], (see p. 11), (pp. 11–12), pp. 11, page 12, see pages 11–12, see p. 99, see p. iv, see p. 11a",
                "(11쪽), 11쪽 참조, 11쪽을 보라, 11쪽, 본문 11쪽, 위 11쪽, 아래 11쪽에서, 이 글 11쪽, (11쪽 참조), (11쪽에서, 11~12쪽 참조, 99쪽 참조",
                "Smith 2019, see p. 11. 『책』 11쪽 참조. 김철수, 11쪽 참조. Smith (p. 11). ibid., p. 11. foresee p. 11. upon p. 11. below, p. 11. above p. 12",
            ],
            |text| {
                let mut builder = Builder::new();
                for (page, prose) in [("11", text), ("12", "Second."), ("iv", "Fourth.")] {
                    builder.page(page);
                    builder.open(BlockKind::Paragraph);
                    builder.text(prose);
                }
                pointed(&builder.finish().expect("a small document"))
            },
        ),
    );
}

#[test]
fn sections_are_found_by_their_numbers_or_counted() {
    let prose = "제1장은, 제2장은, 제3장은, 제1절은, 제2절은, 제2장 제1절은, Chapter 1, Chapter 2, Chapter 3, Part 1, Section 1, Section 2, Section 1.1, Section 2.1, Section 2.2, Section 3.1, 제9장은, 제20장은.";
    let outlines = [
        "# 가\n\n# 나\n\nPROSE\n\n# 다",
        "# 하나\n\n## 가\n\nPROSE\n\n### 가가\n\n## 나\n\n### 나가\n\n### 나나",
        "# 1. 가\n\n## 1. 가가\n\n## 2. 가나\n\nPROSE\n\n# 2. 나\n\n## 1. 나가\n\n## 2. 나나",
        "# 1 가\n\n# 2 나\n\nPROSE\n\n# 3 다\n\n# 10 lessons\n\n# 4 라",
        "# 10 lessons\n\n# 3 things\n\nPROSE\n\n# 1 first\n\n# 2 second",
        "# Ⅰ. 가\n\n## 1) 가가\n\nPROSE\n\n# Ⅱ. 나\n\n## 1) 나가\n\n# III. 다",
        "# Chapter 1: A\n\n## Section 1: AA\n\n## Section 2: AB\n\nPROSE\n\n# Chapter II: B\n\n## Section 1: BA",
        "# 제1부 P\n\n## 제1장 A\n\n### 제1절 AA\n\nPROSE\n\n## 제2장 B\n\n### 제1절 BA\n\n# 제2부 Q\n\n## 제1장 C",
        "# 제1장 A\n\n## 제1절 AA\n\n# 제2장 B\n\n## 제1절 BA\n\nPROSE\n\n## 제2절 BB",
        "# 2.1 A\n\n# 2.2 B\n\nPROSE",
        "# Part 1. A\n\n# [제2장] B\n\n# (3) C\n\nPROSE\n\n# 부록 1 D\n\n# 제1장. E",
        "PROSE",
    ];
    golden("references-outline", &each(&outlines, |outline| pointed(&read(&outline.replace("PROSE", prose)))));
}

#[test]
fn captions_without_numbers_are_counted_and_links_are_left_alone() {
    golden(
        "references-counted",
        &each(
            &[
                &format!("표 1, 표 2, 표 3, Table 2, 그림 1, Figure 2.{TABLE}and{TABLE}![](a.png)\n\n![](b.png)"),
                &format!("표 1, 표 2.\n\n표 가. 이름{TABLE}표 2. 이름{TABLE}"),
                &format!("the table below{TABLE}the table above, the table below{TABLE}the table above, the table below"),
                "the figure below\n\n![](a.png)\n\nthe figure above, the figure below\n\n![](b.png)\n\n그림 나. 말\n\nthe figure above, the figure below",
                "See [Section 1](#one) and [x](#one)Section 1, Section 1[x](#one), [a Section 1 b](#one)\n\n# One\n\n# 1. One",
                "# 1. One\n\n> 표 1, Section 1\n\n- Section 1\n- item\n\n```\nSection 1\n```\n\n## Section 1\n\nSection 1[^1].\n\n[^1]: See Section 1.",
                "# 1. One\n\n자료: 표 1, 제1장, 그림 1.\n\n표 1. 제1장의 표 1을 보라\n\n| a |\n|--|\n| 1 |\n\n자료: 표 1, 제1장",
            ],
            |text| pointed(&read(text)),
        ),
    );
}

#[test]
fn the_briefs_point_to_these_places() {
    for (name, brief) in [("en", ENGLISH), ("ko", KOREAN)] {
        let document = read(brief);
        golden(&format!("references-{name}"), &pointed(&document).join("\n").replace(" | ", "\n"));
        let crossing = CrossReferences::of(&document, &|| true).expect("not stopped");
        for (at, reference) in crossing.all().iter().enumerate() {
            let over: Vec<&Reference> = crossing.over(reference.span).collect();
            assert!(over.contains(&reference), "{at}");
            assert!(over.iter().all(|other| other.span.overlaps(reference.span)));
        }
        assert_eq!(crossing.over(crate::document::Span::new(0, document.text().len())).count(), crossing.all().len());
        assert!(CrossReferences::of(&document, &|| false).is_none());
    }
}
