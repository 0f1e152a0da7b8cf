import struct

import numpy as np

from voice_gateway.sandbox_model import acoustic, kaldi_binary, tree
from voice_gateway.sandbox_model.acoustic import OFFSETS, Affine, Net


def test_numbers_carry_their_size():
    assert kaldi_binary.integer(-1) == b"\x04\xff\xff\xff\xff"
    assert kaldi_binary.single(0.5) == b"\x04\x00\x00\x00?"
    assert kaldi_binary.double(0.0) == b"\x08" + bytes(8)
    assert kaldi_binary.integers([3]) == b"\x04\x01\x00\x00\x00\x03\x00\x00\x00"


def test_a_compressed_matrix_is_itself_to_a_step():
    values = np.random.default_rng(1).standard_normal((5, 7)).astype(np.float32)
    data = kaldi_binary.matrix(values)
    low, width, rows, columns = struct.unpack("<ffii", data[4:20])
    steps = np.frombuffer(data[20:], "<u2").reshape(rows, columns)
    assert data[:4] == b"CM2 "
    assert np.abs(low + steps * (width / 65535) - values).max() <= width / 65535


def test_the_net_sees_what_vosk_is_told():
    assert (acoustic.LEFT_CONTEXT, acoustic.RIGHT_CONTEXT) == (21, 18)


def test_the_file_names_every_layer_and_every_phone():
    width, outputs = 4, tree.pdf_count()
    below = 32
    hidden = []
    for offsets in OFFSETS:
        weights = np.ones((width, below * len(offsets)), np.float32)
        hidden.append(Affine(weights, np.zeros(width, np.float32)))
        below = width
    output = Affine(np.ones((outputs, width), np.float32), np.zeros(outputs, np.float32))
    priors = np.full(outputs, 1 / outputs, np.float32)
    data = acoustic.final_mdl(Net(hidden, output, priors), 32)
    assert data.startswith(b"\0B<TransitionModel> <Topology> ")
    assert data.count(b"<FixedAffineComponent>") == len(OFFSETS) + 1
    assert data.count(b"</LogSoftmaxComponent>") == 1
    assert b"<NumComponents> " + kaldi_binary.integer(2 * len(OFFSETS) + 2) in data
    assert b"<Tuples> " + kaldi_binary.integer(tree.phone_count()) in data
    assert data.endswith(kaldi_binary.vector(priors))
    assert b"input=Append(Offset(relu3, -6), relu3, Offset(relu3, 6))\n" in data


def test_transition_ids_follow_the_tuples():
    for number, (phone, forward, loop) in enumerate(tree.tuples(), 1):
        assert phone == number
        assert tree.entering(phone) == 2 * number
        assert tree.self_loop(tree.entering(phone)) == 2 * number - 1
        assert (forward, loop) in tree.pdfs().values()
