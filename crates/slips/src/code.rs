//! The QR code of a seal, as modules.

use qrcode::{EcLevel, QrCode};

use crate::PaperError;

/// Returns the rows of a QR code for a seal, dark modules as `true`.
pub(crate) fn code_rows(seal: &str) -> Result<Vec<Vec<bool>>, PaperError> {
    let code = QrCode::with_error_correction_level(seal, EcLevel::M).map_err(|_| PaperError::Seal)?;
    let width = code.width().max(1);
    Ok(code.to_colors().chunks(width).map(|row| row.iter().map(|c| *c == qrcode::Color::Dark).collect()).collect())
}
