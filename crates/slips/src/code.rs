//! The QR code of a seal, as modules for paper and as a path for the window.

use qrcode::{EcLevel, QrCode};

use crate::PaperError;

/// Returns the rows of a QR code for a seal, dark modules as `true`.
pub(crate) fn code_rows(seal: &str) -> Result<Vec<Vec<bool>>, PaperError> {
    let code = QrCode::with_error_correction_level(seal, EcLevel::M).map_err(|_| PaperError::Seal)?;
    let width = code.width().max(1);
    Ok(code.to_colors().chunks(width).map(|row| row.iter().map(|c| *c == qrcode::Color::Dark).collect()).collect())
}

/// Returns the QR code of a seal as an SVG path of unit squares, and how many modules it has along one side.
///
/// # Errors
///
/// Fails where the seal does not fit a QR code.
pub fn seal_path(seal: &str) -> Result<(String, u32), PaperError> {
    let rows = code_rows(seal)?;
    let mut path = String::new();
    for (y, row) in rows.iter().enumerate() {
        for (x, _) in row.iter().enumerate().filter(|(_, is_dark)| **is_dark) {
            path.push_str(&format!("M{x} {y}h1v1h-1z"));
        }
    }
    Ok((path, u32::try_from(rows.len()).unwrap_or_default()))
}
