"""``neutral status --ask-model``: whether the model answers, and keeps to a schema."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.status import status
from tests.openai_loopback import Answer, Loopback, completion, refusal


def asked(folder: Path, **settings: str) -> str:
    environment = {"NEUTRAL_DATA_DIR": str(folder), **settings}
    done = CliRunner().invoke(status, ["--ask-model"], env=environment)
    assert done.exit_code == 0
    return done.output


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (completion('{"kept": "to the form"}'), "a-model answers; the schema is enforced"),
        (completion("hello"), "a-model answers; the schema is not enforced"),
        (refusal(401), "did not take the key (401)"),
    ],
    ids=["enforced", "not enforced", "wrong key"],
)
def test_the_model_is_asked_one_word_and_what_it_did_is_said(
    tmp_path: Path, answer: Answer, found: str
) -> None:
    with Loopback(lambda _: answer) as model:
        said = asked(
            tmp_path,
            NEUTRAL_MODEL="a-model",
            NEUTRAL_MODEL_KEY="k",
            NEUTRAL_MODEL_BASE_URL=model.url,
        )
    assert len(model.asked) == 1
    assert found in said


def test_without_a_model_nothing_is_asked(tmp_path: Path) -> None:
    assert "none is set: see NEUTRAL_MODEL" in asked(tmp_path, NEUTRAL_MODEL="")
