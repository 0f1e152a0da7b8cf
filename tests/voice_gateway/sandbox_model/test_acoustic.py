import struct

import numpy as np
import pytest

from voice_gateway.sandbox_model import acoustic, kaldi_binary, tree
from voice_gateway.sandbox_model.acoustic import BLOCKS, FIRST, Affine, Block, Net


def test_numbers_carry_their_size():
    assert kaldi_binary.integer(-1) == b"\x04\xff\xff\xff\xff"
    assert kaldi_binary.single(0.5) == b"\x04\x00\x00\x00?"
    assert kaldi_binary.double(0.0) == b"\x08" + bytes(8)
    assert kaldi_binary.integers([3]) == b"\x04\x01\x00\x00\x00\x03\x00\x00\x00"


@pytest.mark.parametrize("rows", [1, 3, 40, 384])
def test_a_compressed_matrix_is_itself_to_a_step_of_its_column(rows):
    random = np.random.default_rng(1)
    values = random.standard_normal((rows, 7)) * np.geomspace(0.1, 10, 7)
    data = kaldi_binary.matrix(values.astype(np.float32))
    assert len(data) == 3 + 16 + 7 * 8 + rows * 7
    read = _decompressed(data)
    steps = np.ptp(values, axis=0) / 63 + np.ptp(values) / 65535
    assert (np.abs(read - values) <= steps).all()


def test_a_matrix_of_one_value_is_itself():
    assert np.allclose(_decompressed(kaldi_binary.matrix(np.full((4, 2), 3.0))), 3.0, atol=1e-3)


def _decompressed(data):
    """Read a matrix as CompressedMatrix::CopyToMat does, value by value."""
    assert data[:3] == b"CM "
    low, width, rows, columns = struct.unpack("<ffii", data[3:19])
    marks = np.frombuffer(data[19 : 19 + columns * 8], "<u2").reshape(columns, 4).astype(float)
    assert (np.diff(marks, axis=1) > 0).all()
    marks = low + marks * width / 65535
    steps = np.frombuffer(data[19 + columns * 8 :], np.uint8).reshape(columns, rows)
    found = [
        [np.interp(step, [0, 64, 192, 255], marks[column]) for step in steps[column]]
        for column in range(columns)
    ]
    return np.array(found).T


def test_the_net_sees_what_vosk_is_told():
    assert (acoustic.LEFT_CONTEXT, acoustic.RIGHT_CONTEXT) == (24, 18)


def test_the_file_names_every_layer_and_every_phone():
    width, narrow, outputs = 4, 3, tree.pdf_count()
    blocks = [
        Block(_affine(narrow, width * len(below)), _affine(width, narrow * len(above)))
        for below, above in BLOCKS
    ]
    priors = np.full(outputs, 1 / outputs, np.float32)
    first, output = _affine(width, 32 * len(FIRST)), _affine(outputs, width)
    data = acoustic.final_mdl(Net(first, blocks, output, priors), 32)
    assert data.startswith(b"\0B<TransitionModel> <Topology> ")
    assert data.count(b"<FixedAffineComponent>") == 2 * len(BLOCKS) + 2
    assert data.count(b"</LogSoftmaxComponent>") == 1
    assert b"<NumComponents> " + kaldi_binary.integer(4 * len(BLOCKS) + 4) in data
    assert b"<Tuples> " + kaldi_binary.integer(tree.phone_count()) in data
    assert data.endswith(kaldi_binary.vector(priors))
    assert b"input=Append(Offset(sum4, -6), sum4)\n" in data
    assert b"name=sum5 component=sum5 input=Sum(sum4, relu5)\n" in data


def _affine(rows, columns):
    return Affine(np.ones((rows, columns), np.float32), np.zeros(rows, np.float32))


def test_transition_ids_follow_the_tuples():
    for number, (phone, forward, loop) in enumerate(tree.tuples(), 1):
        assert phone == number
        assert tree.entering(phone) == 2 * number
        assert tree.self_loop(tree.entering(phone)) == 2 * number - 1
        assert (forward, loop) in tree.pdfs().values()
