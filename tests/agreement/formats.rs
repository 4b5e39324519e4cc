//! Words of a memo in formats other than Markdown, in the order in which they are read.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use quick_xml::escape::unescape;
use quick_xml::events::Event;

/// Words of a Word document, footnotes where they are called.
pub fn word(path: &Path) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let (document, footnotes) = (part("word/document.xml"), part("word/footnotes.xml"));
    let mut notes: BTreeMap<String, String> = BTreeMap::new();
    for (id, words) in runs(&footnotes, "w:footnote") {
        notes.entry(id).or_default().push_str(&words);
    }
    let mut text = String::new();
    for (id, words) in runs(&document, "w:footnoteReference") {
        if !id.is_empty() {
            text.extend(["[", notes[&id].trim(), "]"]);
        }
        text += &words;
    }
    text
}

/// Texts of an XML part, each with the `w:id` of the last element of a name before it.
fn runs(xml: &str, name: &str) -> Vec<(String, String)> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut found = vec![(String::new(), String::new())];
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return found,
            Event::Start(element) | Event::Empty(element) if element.name().as_ref() == name => {
                let id = element.try_get_attribute("w:id").unwrap().unwrap();
                found.push((id.value.into_owned(), String::new()));
            }
            Event::Text(text) => found.last_mut().unwrap().1.push_str(&text),
            Event::GeneralRef(entity) => {
                let letter = match &*entity {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    _ => entity.resolve_char_ref().unwrap().unwrap(),
                };
                found.last_mut().unwrap().1.push(letter);
            }
            _ => {}
        }
    }
}

/// Reads PDFs with the reader that comes along with typst.
#[cfg(feature = "pdf")]
pub mod pages {
    use std::path::Path;

    use hayro_interpret::font::Glyph;
    use hayro_interpret::hayro_cmap::BfString;
    use hayro_interpret::hayro_syntax::Pdf;
    use hayro_interpret::{
        BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
        PathDrawMode, SoftMask, interpret_page,
    };
    use kurbo::{Affine, BezPath, Rect};

    use super::super::without_spaces;

    /// Keeps the letters of what is drawn.
    struct Letters(String);

    impl Device<'_> for Letters {
        fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
        fn set_blend_mode(&mut self, _: BlendMode) {}
        fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'_>, _: &PathDrawMode) {}
        fn push_clip_path(&mut self, _: &ClipPath) {}
        fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
        fn draw_glyph(&mut self, glyph: &Glyph<'_>, _: Affine, _: Affine, _: &Paint<'_>, _: &GlyphDrawMode) {
            match glyph.as_unicode() {
                Some(BfString::Char(letter)) => self.0.push(letter),
                Some(BfString::String(letters)) => self.0.push_str(&letters),
                None => self.0.push(char::REPLACEMENT_CHARACTER),
            }
        }
        fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {}
        fn pop_clip_path(&mut self) {}
        fn pop_transparency_group(&mut self) {}
    }

    /// A text of the format: UTF-16 behind its mark, or ASCII.
    fn words(bytes: &[u8]) -> String {
        let Some(wide) = bytes.strip_prefix(&[0xFE, 0xFF]) else { return String::from_utf8(bytes.to_vec()).unwrap() };
        let units = wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
        String::from_utf16(&units.collect::<Vec<_>>()).unwrap()
    }

    /// Letters of all pages as they are drawn, without the line at the foot of each: title and number of the page.
    pub fn text(path: &Path) -> String {
        let pdf = Pdf::new(std::fs::read(path).unwrap()).unwrap();
        let title = words(pdf.metadata().title.as_ref().unwrap());
        let count = pdf.pages().len();
        let text = pdf.pages().iter().enumerate().map(|(place, page)| {
            let (cache, anywhere) = (InterpreterCache::new(), Rect::new(0.0, 0.0, 1.0, 1.0));
            let settings = InterpreterSettings::default();
            let mut context = Context::new(Affine::IDENTITY, anywhere, &cache, pdf.xref(), settings);
            let mut letters = Letters(String::new());
            interpret_page(page, &mut context, &mut letters);
            let letters = without_spaces(&letters.0);
            let foot = without_spaces(&format!("{title} {} / {count}", place + 1));
            let body = letters.strip_suffix(&foot);
            body.unwrap_or_else(|| panic!("page {} should end with {foot}:\n{letters}", place + 1)).to_owned()
        });
        text.collect()
    }
}

/// Words of a page for a browser: those of its elements, with the numbers of its notes in brackets before them.
pub fn page(path: &Path) -> String {
    let page = fs::read_to_string(path).unwrap();
    let (mut text, mut rest) = (String::new(), page.as_str());
    while let Some((said, after)) = rest.split_once('<') {
        text += &unescape(said).unwrap();
        let (tag, after) = after.split_once('>').unwrap();
        let hidden = ["script", "style"].into_iter().find(|name| tag.split(' ').next() == Some(name));
        rest = hidden.map_or(after, |name| &after[after.find(&format!("</{name}>")).unwrap()..]);
        if let Some(number) = tag.strip_prefix("li id=\"note-") {
            text.extend(["(", number.trim_end_matches('"'), ")"]);
        }
    }
    text + rest
}
