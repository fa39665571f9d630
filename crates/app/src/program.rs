//! Which version of the program this is, and whether a post lets it work.

use domain::program::ProgramVersion;
use domain::{At, Refusal};

use crate::failure::Error;
use crate::workstation::Workstation;

/// Returns the version of this program; what a version that is still tried has behind its numbers does not count.
///
/// # Errors
/// When it was built with a version that is none.
pub fn program_version() -> Result<ProgramVersion, Error> {
    let numbers = concat!(
        env!("CARGO_PKG_VERSION_MAJOR"),
        ".",
        env!("CARGO_PKG_VERSION_MINOR"),
        ".",
        env!("CARGO_PKG_VERSION_PATCH")
    );
    numbers.parse().map_err(|_| Error::Fault("the program has no version"))
}

impl Workstation {
    /// Returns whether both States let anybody work with this program at that time.
    ///
    /// # Errors
    /// [`Refusal::ProgramTooOld`] with the version that they ask for.
    pub(crate) fn lets_this_program_work(&self, at: At) -> Result<(), Error> {
        match self.live().post.plan.least_program_at(at) {
            Some(least) if program_version()? < least => Err(Refusal::ProgramTooOld { least }.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use contract::SignIn;
    use domain::PostAct;
    use domain::agreeing::{Proposal, ProposalNumber};
    use domain::officer::DeskCode;

    use super::*;
    use crate::journal::{Header, Part, read};
    use crate::{Demonstration, SignedIn};

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn an_older_program_than_both_states_agreed_on_does_not_sign_in() {
        let folder = tempfile::tempdir().unwrap();
        let (file, home) = (folder.path().join("post.osbp"), folder.path().join("home"));
        let demonstration = Demonstration { seed: 5, referral_permille: 0 };
        let post = demonstration.found(&file.to_string_lossy(), &home).await.unwrap();
        let kenya = SignedIn::unwrap(&post, "K-0007", "kijani-mlima").await.unwrap();
        let uganda = SignedIn::unwrap(&post, "U-0005", "jua-msitu").await.unwrap();
        let today = post.clock().now().date_naive();
        let (own, least) = (program_version().unwrap(), "4711.0.0".parse().unwrap());
        let asks = |least, days| Proposal::Program { from: today + TimeDelta::days(days), least };
        let refused = kenya.propose(&asks(least, 2)).await;
        assert!(matches!(&refused, Err(Error::Refused(Refusal::NewerThanThis { least: found })) if *found == least));

        // This very version will do, and whoever has it goes on.
        let number = kenya.propose(&asks(own, 0)).await.unwrap();
        uganda.answer_proposal(contract::AnswerProposal { number, agrees: true }).await.unwrap();
        assert_eq!(kenya.agreement().await.unwrap().least_program, Some(own));
        drop(SignedIn::unwrap(&post, "K-0007", "kijani-mlima").await.unwrap());

        // Programs that are newer than this one agree on more.
        let number = ProposalNumber(2);
        let act = PostAct::Proposed { number, proposal: asks(least, 2) };
        kenya.post_act(post.clock().new_id(), act).await.unwrap();
        let refused = uganda.answer_proposal(contract::AnswerProposal { number, agrees: true }).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NewerThanThis { .. }))), "{refused:?}");
        uganda.post_act(post.clock().new_id(), PostAct::ProposalAgreed { number }).await.unwrap();
        drop(SignedIn::unwrap(&post, "K-0007", "kijani-mlima").await.unwrap());
        post.clock().advance(TimeDelta::days(3).num_milliseconds());
        let request = SignIn {
            officer: "U-0005".to_owned(),
            password: "jua-msitu".to_owned(),
            desk: DeskCode("B-C1".to_owned()),
            pin: None,
            code: None,
        };
        let refused = SignedIn::sign_in(&post, &request).await.map(drop);
        assert!(
            matches!(&refused, Err(Error::Refused(Refusal::ProgramTooOld { least: found })) if *found == least),
            "{refused:?}"
        );

        // A program that knew no such proposals says so, and takes them for nothing else.
        for row in post.store().acts_of_post().await.unwrap() {
            let header: Header = serde_json::from_slice(&row.header).unwrap();
            let is_asked = matches!(
                read(&row).unwrap().part,
                Part::Post(PostAct::Proposed { proposal: Proposal::Program { .. }, .. })
            );
            assert_eq!(header.format, if is_asked { 2 } else { 1 });
        }
    }
}
