//! The post itself: what the first screens need to know, and how a post is founded.

use domain::officer::DeskCode;
use domain::post::Plan;
use domain::{Agency, StateCode};
use serde::{Deserialize, Serialize};

use crate::{RecoveryCodeOnce, Request};

/// Asks for every text that the page shows, before it shows anything.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct TextsRequest {}

impl Request for TextsRequest {
    const COMMAND: &'static str = "texts";
    type Reply = PageTexts;
}

/// What the page shows in words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageTexts {
    /// By language.
    pub languages: Vec<LanguageTexts>,
    /// The table of countries.
    pub countries: String,
}

/// The texts of one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageTexts {
    /// The language's ISO 639-1 code.
    pub language: String,
    /// Its texts in Fluent's syntax.
    pub texts: String,
}

/// Asks what post this is.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct PostInfoRequest {}

impl Request for PostInfoRequest {
    const COMMAND: &'static str = "post_info";
    type Reply = PostInfo;
}

/// What post this is; before anybody signed in nothing else is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostInfo {
    /// The program's version.
    pub program: String,
    /// What both States agreed; nothing where no post is founded yet.
    pub plan: Option<Plan>,
    /// The desks at which one may sign in.
    pub desks: Vec<DeskChoice>,
    /// The invented officers of a demonstration post; empty on a real one.
    pub demo_accounts: Vec<DemoAccount>,
}

/// A desk at which one may sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskChoice {
    /// Its code.
    pub code: DeskCode,
    /// Whose it is.
    pub state: StateCode,
    /// Which agency sits there.
    pub agency: Agency,
    /// Where it is.
    pub place: String,
}

/// An invented officer of a demonstration post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoAccount {
    /// The State.
    pub state: StateCode,
    /// The invented name.
    pub name: String,
    /// The officer number.
    pub officer: String,
    /// The password, shown because nothing here is real.
    pub password: String,
    /// The agency.
    pub agency: Agency,
    /// Whether he is a supervisor.
    pub is_supervisor: bool,
    /// The desk where he usually sits.
    pub desk: DeskCode,
}

/// Opens a demonstration post with invented officers and traffic.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct OpenDemonstration {}

impl Request for OpenDemonstration {
    const COMMAND: &'static str = "open_demonstration";
    type Reply = PostInfo;
}

/// Founds a post.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FoundPost {
    /// What both States agreed.
    pub plan: Plan,
    /// The first administrator of each State, in the order of the plan's States.
    pub administrators: [FirstAdministrator; 2],
}

/// The first administrator of a State.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FirstAdministrator {
    /// His number.
    pub officer: String,
    /// His name: class STATE.
    pub name: String,
    /// The password he chose.
    pub password: String,
}

impl Request for FoundPost {
    const COMMAND: &'static str = "found_post";
    type Reply = Founded;
}

/// A post was founded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founded {
    /// What post it is now.
    pub post: PostInfo,
    /// The recovery code of each State, in the order of the plan's States; one that could not be drawn now is drawn later
    /// by that State's administrator.
    pub recovery_codes: Vec<RecoveryCodeOnce>,
}
