//! What a window may ask of the shell.
//!
//! Invariant: each command is one line, what it does is in `app`; its name stands in `contract`, in `build.rs` and in the
//! capability of each window that may call it.

use app::Office;
use contract::{
    AddOfficer, AgreeAlone, AgreementRequest, AgreementView, AlertListsRequest, AlertListsView, AloneRequest,
    AloneView, AnswerProposal, ChangePassword, ClaimNext, CloseShift, ConfirmOneTimeCodes, CrossingRequest,
    CrossingView, DeclareEmergency, EmergenciesRequest, EmergenciesView, EndAlone, EndEmergency, ExpectedRequest,
    ExpectedView, Failure, ForgedDocumentsRequest, ForgedDocumentsView, ForgetPhotograph, FoundPost, Founded, HandOver,
    HandoversRequest, HandoversView, HeldRegister, HeldRegisterRequest, ImportAdvanceLists, ImportAlertList, IssueSlip,
    KeepPhotograph, LeftOutRequest, LeftOutView, LoadDraft, Lock, MonitorRequest, MonitorView, NewOneTimeCodes,
    NewRecoveryCode, NoticeView, OfficersRequest, OfficersView, OneTimeCodesShown, OpenDemonstration, PageStands,
    PageTexts, Perform, Performed, PostInfo, PostInfoRequest, PrintNotice, Propose, QueuePage, QueueRequest,
    ReadMessage, ReadPassengerList, RecoveryCodeOnce, RemoveAdvanceList, RemoveAlertList, RemoveOfficer, RenewOfficer,
    Request, ReserveBlankSlips, ReservedRequest, ReservedView, SaveDraft, SaveHeldRegister, SaveNotice, SaveSlip,
    SavedSlip, Scan, Scanned, SendMessage, Session, SessionRequest, SetAlertThreshold, SetClocks, SetInstruction,
    SetUnusual, ShowNotice, ShowPhotograph, ShowSlip, SignHere, SignIn, SignOut, SignaturesRequest, SignaturesView,
    SlipView, TakeAdvanceList, TakeBreak, TakeOver, TextsRequest, Touch, Unlock, Verdict, VerifySlip, WriteCare,
};
use tauri::State;

use crate::marks;

type Answer<T> = Result<T, Failure>;

/// Hands the page its texts.
#[tauri::command]
pub fn texts(request: TextsRequest) -> Answer<PageTexts> {
    let TextsRequest {} = request;
    Ok(app::page_texts())
}

/// Tells what post this is.
#[tauri::command]
pub async fn post_info(office: State<'_, Office>, request: PostInfoRequest) -> Answer<PostInfo> {
    let PostInfoRequest {} = request;
    Ok(office.post_info().await?)
}

/// Opens a demonstration post.
#[tauri::command]
pub async fn open_demonstration(office: State<'_, Office>, request: OpenDemonstration) -> Answer<PostInfo> {
    let OpenDemonstration {} = request;
    Ok(office.open_demonstration().await?)
}

/// Founds a post.
#[tauri::command]
pub async fn found_post(office: State<'_, Office>, request: FoundPost) -> Answer<Founded> {
    Ok(office.found(&request).await?)
}

/// Signs an officer in.
#[tauri::command]
pub async fn sign_in(office: State<'_, Office>, request: SignIn) -> Answer<Session> {
    Ok(office.sign_in(&request).await?)
}

/// Tells who is signed in.
#[tauri::command]
pub async fn session(office: State<'_, Office>, request: SessionRequest) -> Answer<Option<Session>> {
    let SessionRequest {} = request;
    Ok(office.session()?)
}

/// Locks the window.
#[tauri::command]
pub async fn lock(office: State<'_, Office>, request: Lock) -> Answer<()> {
    let Lock {} = request;
    Ok(office.lock()?)
}

/// Hears that the officer touched the window.
#[tauri::command]
pub async fn touch(office: State<'_, Office>, request: Touch) -> Answer<()> {
    let Touch {} = request;
    Ok(office.touch()?)
}

/// Unlocks the window.
#[tauri::command]
pub async fn unlock(office: State<'_, Office>, request: Unlock) -> Answer<Session> {
    Ok(office.unlock(&request).await?)
}

/// Changes the officer's password.
#[tauri::command]
pub async fn change_password(office: State<'_, Office>, request: ChangePassword) -> Answer<()> {
    Ok(office.officer().await?.change_password(&request.present, &request.new).await?)
}

/// Draws a new secret for an officer's one-time codes.
#[tauri::command]
pub async fn new_one_time_codes(office: State<'_, Office>, request: NewOneTimeCodes) -> Answer<OneTimeCodesShown> {
    Ok(office.new_one_time_codes(&request).await?)
}

/// Puts an officer's new one-time codes in use.
#[tauri::command]
pub async fn confirm_one_time_codes(office: State<'_, Office>, request: ConfirmOneTimeCodes) -> Answer<()> {
    Ok(office.confirm_one_time_codes(&request).await?)
}

/// Signs out.
#[tauri::command]
pub async fn sign_out(office: State<'_, Office>, request: SignOut) -> Answer<()> {
    let SignOut {} = request;
    office.sign_out();
    Ok(())
}

/// Closes the shift.
#[tauri::command]
pub async fn close_shift(office: State<'_, Office>, request: CloseShift) -> Answer<()> {
    let CloseShift {} = request;
    Ok(office.close_shift().await?)
}

/// Returns a part of the queue.
#[tauri::command]
pub async fn queue(office: State<'_, Office>, request: QueueRequest) -> Answer<QueuePage> {
    let page = office.officer().await?.queue(&request)?;
    marks::reads(page.seq);
    Ok(page)
}

/// Returns one crossing.
#[tauri::command]
pub async fn crossing(office: State<'_, Office>, request: CrossingRequest) -> Answer<CrossingView> {
    Ok(office.officer().await?.crossing(&request).await?)
}

/// Does what the officer asks for.
#[tauri::command]
pub async fn perform(office: State<'_, Office>, request: Perform) -> Answer<Performed> {
    Ok(office.officer().await?.perform(&request).await?)
}

/// Claims what is next by rule.
#[tauri::command]
pub async fn claim_next(office: State<'_, Office>, request: ClaimNext) -> Answer<Option<Performed>> {
    Ok(office.officer().await?.claim_next(&request).await?)
}

/// Tells what a text means.
#[tauri::command]
pub async fn scan(office: State<'_, Office>, request: Scan) -> Answer<Scanned> {
    Ok(office.officer().await?.scan(&request).await?)
}

/// Issues a slip.
#[tauri::command]
pub async fn issue_slip(office: State<'_, Office>, request: IssueSlip) -> Answer<SlipView> {
    Ok(office.officer().await?.issue_slip(&request).await?)
}

/// Saves a slip's PDF.
#[tauri::command]
pub async fn save_slip(office: State<'_, Office>, request: SaveSlip) -> Answer<SavedSlip> {
    Ok(office.officer().await?.save_slip(&request).await?)
}

/// Shows a slip that was issued.
#[tauri::command]
pub async fn show_slip(office: State<'_, Office>, request: ShowSlip) -> Answer<SlipView> {
    Ok(office.officer().await?.show_slip(&request).await?)
}

/// Shows the notice of a refusal.
#[tauri::command]
pub async fn show_notice(office: State<'_, Office>, request: ShowNotice) -> Answer<NoticeView> {
    Ok(office.officer().await?.show_notice(&request).await?)
}

/// Prints the notice of a refusal.
#[tauri::command]
pub async fn print_notice(office: State<'_, Office>, request: PrintNotice) -> Answer<NoticeView> {
    Ok(office.officer().await?.print_notice(&request).await?)
}

/// Saves a notice's PDF.
#[tauri::command]
pub async fn save_notice(office: State<'_, Office>, request: SaveNotice) -> Answer<SavedSlip> {
    Ok(office.officer().await?.save_notice(&request).await?)
}

/// Tells whether a slip is good.
#[tauri::command]
pub async fn verify_slip(office: State<'_, Office>, request: VerifySlip) -> Answer<Verdict> {
    Ok(office.officer().await?.verify_slip(&request.text).await?)
}

/// Returns the monitor.
#[tauri::command]
pub async fn monitor(office: State<'_, Office>, request: MonitorRequest) -> Answer<MonitorView> {
    let MonitorRequest {} = request;
    Ok(office.officer().await?.monitor()?)
}

/// Puts a shorter template in force for a time.
#[tauri::command]
pub async fn declare_emergency(office: State<'_, Office>, request: DeclareEmergency) -> Answer<()> {
    Ok(office.officer().await?.declare_emergency(request).await?)
}

/// Ends a shorter template before its time.
#[tauri::command]
pub async fn end_emergency(office: State<'_, Office>, request: EndEmergency) -> Answer<()> {
    Ok(office.officer().await?.end_emergency(request).await?)
}

/// Tells which shorter templates are in force and asked for.
#[tauri::command]
pub async fn emergencies(office: State<'_, Office>, request: EmergenciesRequest) -> Answer<EmergenciesView> {
    let EmergenciesRequest {} = request;
    Ok(office.officer().await?.emergencies())
}

/// Agrees to go on while the second disk is missing.
#[tauri::command]
pub async fn agree_alone(office: State<'_, Office>, request: AgreeAlone) -> Answer<()> {
    Ok(office.officer().await?.agree_alone(request).await?)
}

/// Has the post wait for its second disk again.
#[tauri::command]
pub async fn end_alone(office: State<'_, Office>, request: EndAlone) -> Answer<()> {
    Ok(office.officer().await?.end_alone(request).await?)
}

/// Tells whether the post goes on without its second disk.
#[tauri::command]
pub async fn alone(office: State<'_, Office>, request: AloneRequest) -> Answer<AloneView> {
    let AloneRequest {} = request;
    Ok(office.officer().await?.alone())
}

/// Tells what shorter templates left out.
#[tauri::command]
pub async fn left_out(office: State<'_, Office>, request: LeftOutRequest) -> Answer<LeftOutView> {
    let LeftOutRequest {} = request;
    Ok(office.officer().await?.left_out().await?)
}

/// Tells what waits for a signature that the officer may give.
#[tauri::command]
pub async fn signatures(office: State<'_, Office>, request: SignaturesRequest) -> Answer<SignaturesView> {
    let SignaturesRequest {} = request;
    Ok(office.officer().await?.signatures()?)
}

/// Signs as a second officer at the desk of the first.
#[tauri::command]
pub async fn sign_here(office: State<'_, Office>, request: SignHere) -> Answer<Performed> {
    Ok(office.officer().await?.sign_here(request).await?)
}

/// Tells an administrator who works here.
#[tauri::command]
pub async fn officers(office: State<'_, Office>, request: OfficersRequest) -> Answer<OfficersView> {
    let OfficersRequest {} = request;
    Ok(office.officer().await?.officers()?)
}

/// Certifies a new officer.
#[tauri::command]
pub async fn add_officer(office: State<'_, Office>, request: AddOfficer) -> Answer<()> {
    Ok(office.officer().await?.add_officer(request).await?)
}

/// Gives an officer who forgot his password new keys.
#[tauri::command]
pub async fn renew_officer(office: State<'_, Office>, request: RenewOfficer) -> Answer<()> {
    Ok(office.officer().await?.renew(&request.officer, &request.password).await?)
}

/// Removes an officer.
#[tauri::command]
pub async fn remove_officer(office: State<'_, Office>, request: RemoveOfficer) -> Answer<Option<RecoveryCodeOnce>> {
    Ok(office.officer().await?.remove_officer(&request.officer).await?)
}

/// Draws a new recovery code.
#[tauri::command]
pub async fn new_recovery_code(office: State<'_, Office>, request: NewRecoveryCode) -> Answer<RecoveryCodeOnce> {
    let NewRecoveryCode {} = request;
    Ok(office.officer().await?.recovery_code_to_show().await?)
}

/// Keeps a draft.
#[tauri::command]
pub async fn save_draft(office: State<'_, Office>, request: SaveDraft) -> Answer<()> {
    Ok(office.officer().await?.save_draft(&request)?)
}

/// Finds a draft again.
#[tauri::command]
pub async fn load_draft(office: State<'_, Office>, request: LoadDraft) -> Answer<Option<String>> {
    Ok(office.officer().await?.load_draft(&request)?)
}

/// Takes a photograph in.
#[tauri::command]
pub async fn keep_photograph(
    office: State<'_, Office>,
    request: KeepPhotograph,
) -> Answer<<KeepPhotograph as Request>::Reply> {
    Ok(office.officer().await?.keep_photograph(&request)?)
}

/// Reads a file that an operator sent.
#[tauri::command]
pub async fn read_passenger_list(
    office: State<'_, Office>,
    request: ReadPassengerList,
) -> Answer<<ReadPassengerList as Request>::Reply> {
    Ok(office.officer().await?.read_passenger_list(request).await?)
}

/// Returns which vehicles are expected.
#[tauri::command]
pub async fn expected(office: State<'_, Office>, request: ExpectedRequest) -> Answer<ExpectedView> {
    let ExpectedRequest {} = request;
    Ok(office.officer().await?.expected().await?)
}

/// Takes lists in that were sent ahead.
#[tauri::command]
pub async fn import_advance_lists(
    office: State<'_, Office>,
    request: ImportAdvanceLists,
) -> Answer<<ImportAdvanceLists as Request>::Reply> {
    Ok(office.officer().await?.import_advance_lists(request).await?)
}

/// Takes the list of an expected vehicle.
#[tauri::command]
pub async fn take_advance_list(
    office: State<'_, Office>,
    request: TakeAdvanceList,
) -> Answer<<TakeAdvanceList as Request>::Reply> {
    Ok(office.officer().await?.take_advance_list(&request).await?)
}

/// Removes a list that was sent ahead.
#[tauri::command]
pub async fn remove_advance_list(office: State<'_, Office>, request: RemoveAdvanceList) -> Answer<()> {
    Ok(office.officer().await?.remove_advance_list(&request).await?)
}

/// Forgets a photograph that was not filed.
#[tauri::command]
pub async fn forget_photograph(office: State<'_, Office>, request: ForgetPhotograph) -> Answer<()> {
    Ok(office.officer().await?.forget_photograph(&request)?)
}

/// Shows a photograph.
#[tauri::command]
pub async fn show_photograph(office: State<'_, Office>, request: ShowPhotograph) -> Answer<String> {
    Ok(office.officer().await?.show_photograph(&request).await?)
}

/// Hears that a page stands.
#[tauri::command]
pub async fn page_stands(request: PageStands) -> Answer<()> {
    marks::stands(request.page);
    Ok(())
}

#[cfg(test)]
mod tests {
    use contract::Request;
    use serde_json::Value;

    const ALL: &[&str] = &[
        contract::TextsRequest::COMMAND,
        contract::PostInfoRequest::COMMAND,
        contract::OpenDemonstration::COMMAND,
        contract::FoundPost::COMMAND,
        contract::SignIn::COMMAND,
        contract::SessionRequest::COMMAND,
        contract::Lock::COMMAND,
        contract::Touch::COMMAND,
        contract::Unlock::COMMAND,
        contract::ChangePassword::COMMAND,
        contract::NewOneTimeCodes::COMMAND,
        contract::ConfirmOneTimeCodes::COMMAND,
        contract::SignOut::COMMAND,
        contract::CloseShift::COMMAND,
        contract::QueueRequest::COMMAND,
        contract::ClaimNext::COMMAND,
        contract::Scan::COMMAND,
        contract::CrossingRequest::COMMAND,
        contract::Perform::COMMAND,
        contract::MonitorRequest::COMMAND,
        contract::SignaturesRequest::COMMAND,
        contract::DeclareEmergency::COMMAND,
        contract::EndEmergency::COMMAND,
        contract::EmergenciesRequest::COMMAND,
        contract::AgreeAlone::COMMAND,
        contract::EndAlone::COMMAND,
        contract::AloneRequest::COMMAND,
        contract::LeftOutRequest::COMMAND,
        contract::SignHere::COMMAND,
        contract::OfficersRequest::COMMAND,
        contract::AddOfficer::COMMAND,
        contract::RenewOfficer::COMMAND,
        contract::RemoveOfficer::COMMAND,
        contract::NewRecoveryCode::COMMAND,
        contract::IssueSlip::COMMAND,
        contract::SaveSlip::COMMAND,
        contract::ShowSlip::COMMAND,
        contract::ShowNotice::COMMAND,
        contract::PrintNotice::COMMAND,
        contract::SaveNotice::COMMAND,
        contract::VerifySlip::COMMAND,
        contract::SaveDraft::COMMAND,
        contract::LoadDraft::COMMAND,
        contract::KeepPhotograph::COMMAND,
        contract::ForgetPhotograph::COMMAND,
        contract::ShowPhotograph::COMMAND,
        contract::PageStands::COMMAND,
        contract::AgreementRequest::COMMAND,
        contract::Propose::COMMAND,
        contract::AnswerProposal::COMMAND,
        contract::SetClocks::COMMAND,
        contract::SetInstruction::COMMAND,
        contract::AlertListsRequest::COMMAND,
        contract::ForgedDocumentsRequest::COMMAND,
        contract::ImportAlertList::COMMAND,
        contract::RemoveAlertList::COMMAND,
        contract::SetAlertThreshold::COMMAND,
        contract::SetUnusual::COMMAND,
        contract::ReadPassengerList::COMMAND,
        contract::ExpectedRequest::COMMAND,
        contract::ImportAdvanceLists::COMMAND,
        contract::TakeAdvanceList::COMMAND,
        contract::RemoveAdvanceList::COMMAND,
        contract::SendMessage::COMMAND,
        contract::ReadMessage::COMMAND,
        contract::WriteCare::COMMAND,
        contract::HeldRegisterRequest::COMMAND,
        contract::SaveHeldRegister::COMMAND,
        contract::TakeBreak::COMMAND,
        contract::HandoversRequest::COMMAND,
        contract::HandOver::COMMAND,
        contract::TakeOver::COMMAND,
        contract::ReserveBlankSlips::COMMAND,
        contract::ReservedRequest::COMMAND,
    ];

    fn permitted(capability: &str) -> Vec<String> {
        let capability: Value = serde_json::from_str(capability).unwrap();
        let permissions = capability["permissions"].as_array().unwrap().iter();
        let ours = permissions.filter_map(|permission| permission.as_str()?.strip_prefix("allow-"));
        ours.map(|name| name.replace('-', "_")).collect()
    }

    #[test]
    fn the_officers_window_may_call_every_command_and_no_other() {
        let mut permitted = permitted(include_str!("../capabilities/officer.json"));
        let mut all: Vec<&str> = ALL.to_vec();
        permitted.sort();
        all.sort_unstable();
        assert_eq!(permitted, all);
    }

    /// A page that turned malicious can call what is named here; so nothing is that it does not need.
    #[test]
    fn capabilities_name_our_commands_and_listening_and_nothing_else() {
        let listening = ["core:event:allow-listen", "core:event:allow-unlisten"];
        let files = [include_str!("../capabilities/officer.json"), include_str!("../capabilities/board.json")];
        for (file, window) in files.into_iter().zip(["officer", "board"]) {
            let capability: Value = serde_json::from_str(file).unwrap();
            assert_eq!(capability["windows"], serde_json::json!([window]));
            // No page from elsewhere, no web view inside a window, no system it would count on alone.
            for key in ["remote", "local", "webviews", "platforms"] {
                assert!(capability.get(key).is_none(), "{window} has {key}");
            }
            for permission in capability["permissions"].as_array().unwrap() {
                // Anything but a word would be a permission with a scope: a path, a URL, a program.
                let name = permission.as_str().unwrap();
                let ours = name.strip_prefix("allow-").map(|name| name.replace('-', "_"));
                let is_ours = ours.is_some_and(|name| ALL.contains(&name.as_str()));
                assert!(is_ours || listening.contains(&name), "{window} may {name}");
            }
        }
        let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/capabilities")).unwrap();
        assert_eq!(folder.count(), files.len(), "every capability is looked at here");
    }

    #[test]
    fn the_page_runs_what_came_with_it_and_speaks_to_the_shell_alone() {
        let config: Value = serde_json::from_str(include_str!("../tauri.conf.json")).unwrap();
        assert_eq!(config["app"]["withGlobalTauri"], false);
        assert!(config.get("plugins").is_none(), "a plugin brings commands of its own");
        let security = &config["app"]["security"];
        assert_eq!(security["capabilities"], serde_json::json!(["officer", "board"]));
        assert_eq!(security["freezePrototype"], true);
        for key in ["dangerousDisableAssetCspModification", "assetProtocol", "devCsp"] {
            assert!(security.get(key).is_none(), "{key}");
        }
        let policy = security["csp"].as_object().unwrap();
        for (directive, sources) in policy {
            let sources = sources.as_str().unwrap();
            for loose in ["unsafe-inline", "'unsafe-eval'", "https:", "*"] {
                assert!(!sources.contains(loose), "{directive} allows {loose}");
            }
        }
        for (directive, sources) in [
            ("default-src", "'self'"),
            ("script-src", "'self' 'wasm-unsafe-eval'"),
            ("style-src", "'self'"),
            ("connect-src", "'self' ipc: http://ipc.localhost"),
            ("object-src", "'none'"),
            ("frame-src", "'none'"),
            ("worker-src", "'none'"),
            ("base-uri", "'none'"),
            ("form-action", "'none'"),
        ] {
            assert_eq!(policy[directive], sources, "{directive}");
        }
    }

    #[test]
    fn the_hall_board_may_only_ask_what_post_this_is() {
        assert_eq!(
            permitted(include_str!("../capabilities/board.json")),
            [contract::TextsRequest::COMMAND, contract::PostInfoRequest::COMMAND]
        );
    }
}

/// Tells what is agreed and proposed.
#[tauri::command]
pub async fn agreement(office: State<'_, Office>, request: AgreementRequest) -> Answer<AgreementView> {
    let AgreementRequest {} = request;
    Ok(office.officer().await?.agreement().await?)
}

/// Proposes something to the other State.
#[tauri::command]
pub async fn propose(office: State<'_, Office>, request: Propose) -> Answer<()> {
    Ok(office.officer().await?.propose(&request.proposal).await.map(|_| ())?)
}

/// Agrees to a proposal or declines it.
#[tauri::command]
pub async fn answer_proposal(office: State<'_, Office>, request: AnswerProposal) -> Answer<()> {
    Ok(office.officer().await?.answer_proposal(request).await?)
}

/// Sets the clocks of the own State.
#[tauri::command]
pub async fn set_clocks(office: State<'_, Office>, request: SetClocks) -> Answer<()> {
    Ok(office.officer().await?.set_clocks(request).await?)
}

/// Tells which alert lists the own State keeps.
#[tauri::command]
pub async fn alert_lists(office: State<'_, Office>, request: AlertListsRequest) -> Answer<AlertListsView> {
    let AlertListsRequest {} = request;
    Ok(office.officer().await?.alert_lists().await?)
}

/// Tells which documents officers of the own State recorded as false.
#[tauri::command]
pub async fn forged_documents(
    office: State<'_, Office>,
    request: ForgedDocumentsRequest,
) -> Answer<ForgedDocumentsView> {
    let ForgedDocumentsRequest {} = request;
    Ok(office.officer().await?.forged_documents().await?)
}

/// Imports an alert list.
#[tauri::command]
pub async fn import_alert_list(
    office: State<'_, Office>,
    request: ImportAlertList,
) -> Answer<<ImportAlertList as Request>::Reply> {
    Ok(office.officer().await?.import_alert_list(request).await?)
}

/// Takes an alert list away.
#[tauri::command]
pub async fn remove_alert_list(office: State<'_, Office>, request: RemoveAlertList) -> Answer<()> {
    Ok(office.officer().await?.remove_alert_list(&request).await?)
}

/// Sets how alike a person has to be to be shown.
#[tauri::command]
pub async fn set_alert_threshold(office: State<'_, Office>, request: SetAlertThreshold) -> Answer<()> {
    Ok(office.officer().await?.set_alert_threshold(request).await?)
}

/// Sets what is looked for beside other crossings.
#[tauri::command]
pub async fn set_unusual(office: State<'_, Office>, request: SetUnusual) -> Answer<()> {
    Ok(office.officer().await?.set_unusual(request).await?)
}

/// Writes an instruction of the own State.
#[tauri::command]
pub async fn set_instruction(office: State<'_, Office>, request: SetInstruction) -> Answer<()> {
    Ok(office.officer().await?.set_instruction(&request.instruction).await?)
}

/// Sends a message on a crossing.
#[tauri::command]
pub async fn send_message(office: State<'_, Office>, request: SendMessage) -> Answer<()> {
    Ok(office.officer().await?.send_message(&request).await?)
}

/// Marks a message as read.
#[tauri::command]
pub async fn read_message(office: State<'_, Office>, request: ReadMessage) -> Answer<()> {
    Ok(office.officer().await?.read_message(&request).await?)
}

/// Writes down what was done for somebody who is held.
#[tauri::command]
pub async fn write_care(office: State<'_, Office>, request: WriteCare) -> Answer<()> {
    Ok(office.officer().await?.write_care(&request)?)
}

/// Returns the register of persons held.
#[tauri::command]
pub async fn held_register(office: State<'_, Office>, request: HeldRegisterRequest) -> Answer<HeldRegister> {
    Ok(office.officer().await?.held_register(request).await?)
}

/// Saves the register of persons held.
#[tauri::command]
pub async fn save_held_register(office: State<'_, Office>, request: SaveHeldRegister) -> Answer<SavedSlip> {
    Ok(office.officer().await?.save_held_register(&request).await?)
}

/// Leaves for a break.
#[tauri::command]
pub async fn take_break(office: State<'_, Office>, request: TakeBreak) -> Answer<()> {
    let TakeBreak {} = request;
    Ok(office.take_break().await?)
}

/// Tells what was handed over.
#[tauri::command]
pub async fn handovers(office: State<'_, Office>, request: HandoversRequest) -> Answer<HandoversView> {
    let HandoversRequest {} = request;
    Ok(office.officer().await?.handovers()?)
}

/// Hands over what is open.
#[tauri::command]
pub async fn hand_over(office: State<'_, Office>, request: HandOver) -> Answer<()> {
    Ok(office.officer().await?.hand_over(&request.words).await.map(|_| ())?)
}

/// Takes over what was handed over.
#[tauri::command]
pub async fn take_over(office: State<'_, Office>, request: TakeOver) -> Answer<()> {
    Ok(office.officer().await?.take_over(request).await?)
}

/// Reserves references and saves their blank slips.
#[tauri::command]
pub async fn reserve_blank_slips(office: State<'_, Office>, request: ReserveBlankSlips) -> Answer<SavedSlip> {
    Ok(office.officer().await?.reserve_blank_slips(&request).await?)
}

/// Tells which references are reserved and not used.
#[tauri::command]
pub async fn reserved(office: State<'_, Office>, request: ReservedRequest) -> Answer<ReservedView> {
    let ReservedRequest {} = request;
    Ok(office.officer().await?.reserved().await?)
}
