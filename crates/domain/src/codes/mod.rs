//! Published codes that travel with papers, vehicles and goods: States, plates, containers, vehicle numbers, commodities.
//!
//! Invariant: a value of one of these types has the shape its standard demands, so nothing behind the edge checks it again.
//! What a standard leaves to national habit (a plate, a vehicle number) is kept as written and at most remarked upon.

mod commodity;
mod container;
mod currency;
mod dangerous;
mod plate;
mod state;
mod vehicle_number;

pub use commodity::{HsCode, HsCodeError};
pub use container::{ContainerNumber, ContainerNumberError};
pub use currency::{Currency, CurrencyError};
pub use dangerous::{DangerousError, HazardClass, UnNumber};
pub use plate::{PlateNumber, PlateNumberError};
pub use state::{IssuingState, StateCode, StateCodeError};
pub use vehicle_number::{Vin, VinError, VinFinding};

/// Gives a code read with `FromStr` and written with `Display` the conversions serde and JSON schemas ask for.
macro_rules! written_as_text {
    ($code:ty, $error:ty) => {
        impl TryFrom<String> for $code {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, $error> {
                text.parse()
            }
        }

        impl From<$code> for String {
            fn from(code: $code) -> Self {
                code.to_string()
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $code {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($code).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                String::json_schema(generator)
            }
        }
    };
}
pub(crate) use written_as_text;
