//! Scene -> bytes: one function paints on any plotters backend; SVG and PNG are two of them.

use plotters::backend::{BitMapBackend, DrawingBackend, SVGBackend};
use plotters_backend::{BackendColor, BackendStyle};

use super::font::{ASCENT, Type};
use super::scene::{Mark, Point, Scene, Text};
use super::style::Colour;
use crate::error::{Error, Result};

/// Pixels drawn per pixel of the PNG, along each side; their mean smooths every edge.
const FINE: usize = 2;
/// Bytes of a pixel.
const RGB: usize = 3;

struct Pen {
    colour: BackendColor,
    width: u32,
}

impl Pen {
    fn new(rgb: Colour, alpha: f64, width: f64) -> Self {
        Self { colour: BackendColor { alpha, rgb }, width: width.round().max(1.0) as u32 }
    }
}

impl BackendStyle for Pen {
    fn color(&self) -> BackendColor {
        self.colour
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// The chart as SVG, texts as texts.
///
/// # Errors
/// If the backend fails.
pub fn svg(scene: &Scene) -> Result<String> {
    let mut written = String::new();
    let size = (scene.width as u32, scene.height as u32);
    paint(scene, &mut SVGBackend::with_string(&mut written, size), 1.0)?;
    Ok(titled(&written, &scene.title))
}

/// Names the picture for those who do not see it.
fn titled(svg: &str, title: &str) -> String {
    let title = title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    svg.find("<svg")
        .and_then(|start| svg[start..].find('>').map(|end| start + end + 1))
        .map_or_else(|| svg.to_owned(), |end| format!("{}\n<title>{title}</title>{}", &svg[..end], &svg[end..]))
}

/// The chart as PNG, so many pixels to a pixel of the scene.
///
/// # Errors
/// If the backend or the encoder fails.
pub fn png(scene: &Scene, scale: f64) -> Result<Vec<u8>> {
    let whole = |side: f64| (side.floor() * scale).round().max(1.0) as usize;
    let (width, height) = (whole(scene.width), whole(scene.height));
    let mut pixels = vec![u8::MAX; width * height * FINE * FINE * RGB];
    let size = ((width * FINE) as u32, (height * FINE) as u32);
    paint(scene, &mut BitMapBackend::with_buffer(&mut pixels, size), FINE as f64 * scale)?;
    let mut bytes = vec![];
    let mut encoder = png::Encoder::new(&mut bytes, width as u32, height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Default);
    let mut writer = encoder.write_header().map_err(failed)?;
    writer.write_image_data(&coarse(&pixels, width, height)).map_err(failed)?;
    writer.finish().map_err(failed)?;
    Ok(bytes)
}

/// The mean of every block of fine pixels.
fn coarse(fine: &[u8], width: usize, height: usize) -> Vec<u8> {
    let mut pixels = Vec::with_capacity(width * height * RGB);
    for y in 0..height {
        for x in 0..width {
            for channel in 0..RGB {
                let sum: usize = (0..FINE * FINE)
                    .map(|i| {
                        let row = (y * FINE + i / FINE) * width * FINE;
                        usize::from(fine[(row + x * FINE + i % FINE) * RGB + channel])
                    })
                    .sum();
                pixels.push((sum / (FINE * FINE)) as u8);
            }
        }
    }
    pixels
}

fn failed(fault: impl std::fmt::Display) -> Error {
    Error::run(format!("a chart cannot be drawn: {fault}"))
}

fn paint<B: DrawingBackend>(scene: &Scene, backend: &mut B, scale: f64) -> Result<()> {
    backend.ensure_prepared().map_err(failed)?;
    let paper = Pen::new(super::style::WHITE, 1.0, 1.0);
    let corner = at((scene.width, scene.height), scale);
    backend.draw_rect((0, 0), corner, &paper, true).map_err(failed)?;
    for mark in &scene.marks {
        match mark {
            Mark::Rectangle(area, colour) => {
                let (from, to) = (at((area.left, area.top), scale), at((area.right, area.bottom), scale));
                backend.draw_rect(from, to, &Pen::new(*colour, 1.0, 1.0), true).map_err(failed)?;
            }
            Mark::Polygon(points, colour, alpha) => {
                let points: Vec<_> = points.iter().map(|&point| at(point, scale)).collect();
                backend.fill_polygon(points, &Pen::new(*colour, *alpha, 1.0)).map_err(failed)?;
            }
            Mark::Line(stroke) => {
                let points: Vec<_> = stroke.points.iter().map(|&point| at(point, scale)).collect();
                let pen = Pen::new(stroke.colour, 1.0, stroke.width * scale);
                backend.draw_path(points, &pen).map_err(failed)?;
            }
            Mark::Dot(centre, radius, colour) => {
                let radius = (radius * scale).round() as u32;
                let pen = Pen::new(*colour, 1.0, 1.0);
                backend.draw_circle(at(*centre, scale), radius, &pen, true).map_err(failed)?;
            }
            Mark::Text(text) => write(text, backend, scale)?,
        }
    }
    backend.present().map_err(failed)
}

fn write<B: DrawingBackend>(text: &Text, backend: &mut B, scale: f64) -> Result<()> {
    let style = Type { size: text.size * scale, weight: text.weight, colour: text.colour, anchor: text.anchor };
    let top = (text.at.0, text.at.1 - ASCENT * text.size);
    backend.draw_text(&text.content, &style, at(top, scale)).map_err(failed)
}

fn at((x, y): Point, scale: f64) -> (i32, i32) {
    ((x * scale).round() as i32, (y * scale).round() as i32)
}

#[cfg(test)]
mod tests {
    use super::super::scene::Area;
    use super::*;

    fn scene() -> Scene {
        let mut scene =
            Scene { width: 60.0, height: 40.0, title: "a < b & c".to_owned(), marks: vec![], hints: vec![] };
        scene.rectangle(Area { left: 0.0, top: 0.0, right: 60.0, bottom: 20.0 }, (0, 0, 0));
        scene.text(Text::new("2 × 3 – x").at(2.0, 35.0));
        scene
    }

    #[test]
    fn texts_stay_texts_in_svg_and_the_picture_has_a_name() {
        let svg = svg(&scene()).unwrap();
        assert!(svg.contains("2 × 3 – x"));
        assert!(svg.contains("<title>a &lt; b &amp; c</title>"));
    }

    #[test]
    fn a_png_holds_what_was_drawn() {
        let bytes = png(&scene(), 1.0).unwrap();
        let mut reader = png::Decoder::new(bytes.as_slice()).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size()];
        reader.next_frame(&mut pixels).unwrap();
        assert_eq!((reader.info().width, reader.info().height), (60, 40));
        assert_eq!(&pixels[..3], &[0, 0, 0]);
        assert_eq!(&pixels[pixels.len() - 3..], &[255, 255, 255]);
        let lower = &pixels[60 * 3 * 22..];
        assert!(lower.iter().any(|&value| value < 100), "the text is there");
    }

    #[test]
    fn the_same_scene_gives_the_same_bytes() {
        assert_eq!(png(&scene(), 1.0).unwrap(), png(&scene(), 1.0).unwrap());
    }
}
