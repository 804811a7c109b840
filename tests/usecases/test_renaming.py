"""A deal that is called something else from now on."""

from __future__ import annotations

from sales.usecases.changing import Saved
from sales.usecases.say import Asked
from tests.usecases.conftest import Talk


def test_a_deal_is_renamed_in_a_sentence_and_undo_gives_its_name_back(talk: Talk) -> None:
    """The next sentence finds it by the new name; after an undo it has the old one."""
    assert isinstance(talk.says("new deal: Bluth, 20k"), Saved)
    renamed = talk.says("rename Bluth to Bluth Stair Cars")
    assert isinstance(renamed, Saved)
    assert renamed.deals[0].after.name == "Bluth Stair Cars"
    assert isinstance(talk.says("Bluth Stair Cars is now 25k"), Saved)
    assert talk.deal("Bluth Stair Cars").id == renamed.deals[0].after.id
    for _ in range(2):
        talk.says("undo")
    assert talk.deal("Bluth").id == renamed.deals[0].after.id


def test_a_name_that_another_open_deal_has_is_asked_about(talk: Talk) -> None:
    """The question says what there is already; a deal's own name is no other one's."""
    for said in ("new deal: Bluth, 20k", "new deal: Sitwell, 30k"):
        assert isinstance(talk.says(said), Saved)
    asked = talk.says("rename Sitwell to Bluth")
    assert isinstance(asked, Asked)
    assert asked.question is not None
    assert asked.question.sentence.endswith("Shall this one be called so too?")
    saved = talk.answers(asked, 0)
    assert isinstance(saved, Saved)
    assert saved.deals[0].after.name == "Bluth"
