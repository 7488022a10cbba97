//! Small PDFs, object by object: what a test wants to see read, and nothing else.

use std::fmt::Write as _;

/// A PDF in the making. Places are in points from the upper left corner of a page of 600 x 800.
#[derive(Default)]
pub(crate) struct Paper {
    pages: Vec<Page>,
    /// Entries of the catalogue, and objects that they lead to: the first has number [`OWN`].
    catalog: String,
    objects: Vec<Vec<u8>>,
    info: String,
}

/// The number of the first object that is added by [`Paper::object`].
pub(crate) const OWN: usize = 12;
const HEIGHT: f32 = 800.0;

/// How wide `text` is in Helvetica of `size` points.
pub(crate) fn width(text: &str, size: f32) -> f32 {
    let letter = |c: char| match c {
        'i' | 'j' | 'l' => 222.0,
        ' ' | ',' | '.' | 'f' | 't' => 278.0,
        'r' => 333.0,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 500.0,
        'm' => 833.0,
        'w' => 722.0,
        'A' | 'P' => 667.0,
        'T' => 611.0,
        'N' => 722.0,
        c if c.is_ascii_lowercase() || c.is_ascii_digit() => 556.0,
        c => panic!("{c} has no width here"),
    };
    text.chars().map(letter).sum::<f32>() * size / 1000.0
}

#[derive(Default)]
pub(crate) struct Page {
    content: String,
    extra: String,
    links: Vec<String>,
    /// Fonts of its own: entries of its resources.
    fonts: String,
    /// The object that holds its content, where it is not its own.
    packed: Option<usize>,
}

/// The fonts, by the letters of their names: plain, bold, italic, Korean, without a map, Korean from
/// top to bottom, with ligatures (`\u{1}` is `fi`).
const FONTS: [(&str, &str); 7] = [
    ("F", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"),
    ("B", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>"),
    ("I", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Oblique /Encoding /WinAnsiEncoding >>"),
    (
        "K",
        "<< /Type /Font /Subtype /Type0 /BaseFont /HYSMyeongJo-Medium /Encoding /UniKS-UCS2-H /DescendantFonts [<< /Type /Font \
         /Subtype /CIDFontType0 /BaseFont /HYSMyeongJo-Medium /CIDSystemInfo << /Registry (Adobe) /Ordering (Korea1) \
         /Supplement 1 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /HYSMyeongJo-Medium /Flags 4 /Ascent 880 \
         /Descent -120 /CapHeight 720 /ItalicAngle 0 /StemV 80 /FontBBox [0 -120 1000 880] >> >>] >>",
    ),
    (
        "U",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Unknown /Encoding /Identity-H /DescendantFonts [<< /Type /Font /Subtype \
         /CIDFontType2 /BaseFont /Unknown /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 >>] >>",
    ),
    (
        "V",
        "<< /Type /Font /Subtype /Type0 /BaseFont /HYSMyeongJo-Medium /Encoding /UniKS-UCS2-V /DescendantFonts [<< /Type /Font \
         /Subtype /CIDFontType0 /BaseFont /HYSMyeongJo-Medium /CIDSystemInfo << /Registry (Adobe) /Ordering (Korea1) \
         /Supplement 1 >> /DW 1000 >>] >>",
    ),
    (
        "L",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl] >> >>",
    ),
];

impl Paper {
    pub(crate) fn page(&mut self, write: impl FnOnce(&mut Page)) -> &mut Self {
        let mut page = Page::default();
        write(&mut page);
        self.pages.push(page);
        self
    }

    /// An entry of the catalogue.
    pub(crate) fn catalog(&mut self, entry: &str) -> &mut Self {
        self.catalog.push_str(entry);
        self
    }

    /// An entry of the information dictionary.
    pub(crate) fn info(&mut self, entry: &str) -> &mut Self {
        self.info.push_str(entry);
        self
    }

    /// An object; the first one's number is [`OWN`].
    pub(crate) fn object(&mut self, body: &str) -> &mut Self {
        self.objects.push(body.as_bytes().to_vec());
        self
    }

    /// A page whose content is `bytes`, packed as `filter` says.
    pub(crate) fn packed_page(&mut self, filter: &str, bytes: &[u8]) -> &mut Self {
        let mut object = format!("<< /Filter {filter} /Length {} >>\nstream\n", bytes.len()).into_bytes();
        object.extend_from_slice(bytes);
        object.extend_from_slice(b"\nendstream");
        self.objects.push(object);
        self.pages.push(Page { packed: Some(OWN + self.objects.len() - 1), ..Page::default() });
        self
    }

    /// The number of the object of page `page`, from 0.
    pub(crate) fn page_object(&self, page: usize) -> usize {
        OWN + self.objects.len() + 2 * page
    }

    /// The file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let kids: Vec<String> = (0..self.pages.len()).map(|page| format!("{} 0 R", self.page_object(page))).collect();
        let mut objects: Vec<Vec<u8>> = [
            format!("<< /Type /Catalog /Pages 2 0 R {} >>", self.catalog),
            format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()),
            format!("<< {} >>", self.info),
        ]
        .map(String::into_bytes)
        .to_vec();
        objects.extend(FONTS.iter().map(|(_, font)| font.as_bytes().to_vec()));
        objects.push(b"null".to_vec());
        assert_eq!(objects.len() + 1, OWN);
        objects.extend(self.objects.iter().cloned());
        for (at, page) in self.pages.iter().enumerate() {
            let fonts: Vec<String> = FONTS.iter().zip(4..).map(|((name, _), number)| format!("/{name} {number} 0 R")).collect();
            let own = self.page_object(at);
            objects.push(format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 {HEIGHT}] /Resources << /Font << {} {} >> >> /Contents {} 0 R /Annots [{}] {} >>",
                fonts.join(" "),
                page.fonts,
                page.packed.unwrap_or(own + 1),
                page.links.join(" "),
                page.extra,
            ).into_bytes());
            objects.push(format!("<< /Length {} >>\nstream\n{}\nendstream", page.content.len() + 1, page.content).into_bytes());
        }
        let mut out = b"%PDF-1.7\n".to_vec();
        let mut places = Vec::new();
        for (at, object) in objects.iter().enumerate() {
            places.push(out.len());
            out.extend_from_slice(format!("{} 0 obj\n", at + 1).as_bytes());
            out.extend_from_slice(object);
            out.extend_from_slice(b"\nendobj\n");
        }
        let table = out.len();
        let mut tail = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for place in places {
            let _ = writeln!(tail, "{place:010} 00000 n ");
        }
        let _ = write!(tail, "trailer\n<< /Size {} /Root 1 0 R /Info 3 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1);
        out.extend_from_slice(tail.as_bytes());
        out
    }
}

impl Page {
    /// `text` on the baseline `y`; words for letters above Latin-1 are given to the font `K`.
    pub(crate) fn text(&mut self, font: &str, size: f32, x: f32, y: f32, text: &str) -> &mut Self {
        self.painted(font, size, &format!("1 0 0 1 {x} {}", HEIGHT - y), text)
    }

    /// The same by a matrix of one's own.
    pub(crate) fn painted(&mut self, font: &str, size: f32, matrix: &str, text: &str) -> &mut Self {
        let shown = if matches!(font, "K" | "U" | "V") {
            let units: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
            format!("<{units}>")
        } else {
            let bytes: String = text
                .chars()
                .map(|c| match c {
                    '(' | ')' | '\\' => format!("\\{c}"),
                    '•' => "\\225".into(),
                    '–' => "\\226".into(),
                    c if c.is_ascii() => c.to_string(),
                    c => format!("\\{:03o}", u8::try_from(u32::from(c)).expect("a letter of Latin-1")),
                })
                .collect();
            format!("({bytes})")
        };
        let _ = writeln!(self.content, "BT /{font} {size} Tf {matrix} Tm {shown} Tj ET");
        self
    }

    /// Lines 12 points apart.
    pub(crate) fn lines(&mut self, font: &str, size: f32, x: f32, y: f32, lines: &[&str]) -> &mut Self {
        let mut at = y;
        for line in lines {
            self.text(font, size, x, at, line);
            at += 1.2 * size;
        }
        self
    }

    /// A straight line.
    pub(crate) fn rule(&mut self, (x0, y0): (f32, f32), (x1, y1): (f32, f32)) -> &mut Self {
        let _ = writeln!(self.content, "{x0} {} m {x1} {} l S", HEIGHT - y0, HEIGHT - y1);
        self
    }

    /// A picture as large as `width` x `height`, of one point.
    pub(crate) fn picture(&mut self, x: f32, y: f32, width: f32, height: f32) -> &mut Self {
        let from = HEIGHT - y - height;
        let _ = writeln!(self.content, "q {width} 0 0 {height} {x} {from} cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{7F} EI Q");
        self
    }

    /// What is painted besides.
    pub(crate) fn raw(&mut self, operators: &str) -> &mut Self {
        self.content.push_str(operators);
        self.content.push('\n');
        self
    }

    /// An entry of the page's dictionary.
    pub(crate) fn entry(&mut self, entry: &str) -> &mut Self {
        self.extra.push_str(entry);
        self
    }

    /// A font of its own, called `name`: the object that it is.
    pub(crate) fn font(&mut self, name: &str, object: usize) -> &mut Self {
        let _ = write!(self.fonts, "/{name} {object} 0 R ");
        self
    }

    /// An annotation over `areas` (left, top, right, bottom), each a quad; `entries` are its others.
    pub(crate) fn annotation(&mut self, subtype: &str, areas: &[(f32, f32, f32, f32)], entries: &str) -> &mut Self {
        let quad = |(x0, top, x1, bottom): &(f32, f32, f32, f32)| {
            let (top, bottom) = (HEIGHT - top, HEIGHT - bottom);
            format!("{x0} {top} {x1} {top} {x0} {bottom} {x1} {bottom}")
        };
        let quads: Vec<String> = areas.iter().map(quad).collect();
        if areas.is_empty() {
            self.links.push(format!("<< /Type /Annot /Subtype /{subtype} {entries} >>"));
            return self;
        }
        let x0 = areas.iter().map(|area| area.0).fold(f32::MAX, f32::min);
        let x1 = areas.iter().map(|area| area.2).fold(f32::MIN, f32::max);
        let top = HEIGHT - areas.iter().map(|area| area.1).fold(f32::MAX, f32::min);
        let bottom = HEIGHT - areas.iter().map(|area| area.3).fold(f32::MIN, f32::max);
        self.links.push(format!(
            "<< /Type /Annot /Subtype /{subtype} /Rect [{x0} {bottom} {x1} {top}] /QuadPoints [{}] {entries} >>",
            quads.join(" ")
        ));
        self
    }

    /// An annotation that is the object with this number.
    pub(crate) fn annotation_object(&mut self, object: usize) -> &mut Self {
        self.links.push(format!("{object} 0 R"));
        self
    }

    /// A link over an area: `action` is its entry.
    pub(crate) fn link(&mut self, (x0, y0): (f32, f32), (x1, y1): (f32, f32), action: &str) -> &mut Self {
        let rect = format!("[{x0} {} {x1} {}]", HEIGHT - y1, HEIGHT - y0);
        self.links.push(format!("<< /Type /Annot /Subtype /Link /Rect {rect} {action} >>"));
        self
    }
}
