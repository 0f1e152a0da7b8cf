import numpy as np
import pytest

from voice_gateway.sandbox_model import augment, features, noises, plan
from voice_gateway.sandbox_model.settings import RATE


@pytest.fixture(name="voice")
def _voice():
    return 0.2 * noises.sine(1000, RATE)


def _level(sound):
    return float(np.sqrt(np.mean(sound**2)))


def test_a_line_keeps_the_length_and_the_seed_decides_the_rest(voice):
    first = augment.telephone(voice, np.random.default_rng(5))
    assert len(first) == len(voice)
    assert np.array_equal(first, augment.telephone(voice, np.random.default_rng(5)))
    assert not np.array_equal(first, augment.telephone(voice, np.random.default_rng(6)))


def test_the_band_of_a_telephone(voice):
    assert _level(augment.banded(voice)) == pytest.approx(_level(voice), rel=0.1)
    assert _level(augment.banded(noises.sine(60, RATE))) < 0.05


def test_noise_is_as_loud_as_asked_for(voice):
    added = augment.noisy(voice, 20, np.random.default_rng(1)) - voice
    assert 20 * np.log10(_level(voice) / _level(added)) == pytest.approx(20, abs=0.1)


def test_mu_law_changes_little_and_nothing_twice(voice):
    once = augment.mu_law(voice)
    assert np.abs(once - voice).max() < 0.01
    assert np.allclose(augment.mu_law(once), once, atol=1e-6)


def test_resampling_with_a_warp_is_shorter_and_higher():
    sound = augment.resampled(noises.sine(1000, 22_050), 22_050, warp=1.1)
    assert len(sound) == pytest.approx(22_050 / (22_050 / RATE) / 1.1, rel=0.01)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_no_speech_is_sound_all_the_same(seed):
    clip = noises.clip(np.random.default_rng(seed))
    assert RATE <= len(clip) <= 4 * RATE
    assert np.isfinite(clip).all()
    assert len(features.features(clip)) % features.SUBSAMPLING == 0


def test_a_plan_is_the_same_each_time_and_keeps_voices_for_measuring():
    from voice_gateway.sandbox_model import made_voices, voices

    words = ["баланс", "тариф", "минуты"]
    made = plan.shards(words)
    assert plan.fingerprint(made) == plan.fingerprint(plan.shards(words))
    spoken = {u.voice.variant for shard in made for u in shard if u.voice}
    assert spoken == {*voices.training_variants(), *made_voices.names()}
    assert not spoken & set(voices.held_out_variants())
