/** A call's line: a WebSocket with sound and keys, the microphone, the loudspeaker. */

const FILES = "/phone/files";

/**
 * Makes a call. `begin()` begins it and gives its id: only once the microphone was asked for, which may take a
 * person long, so that no line is held meanwhile.
 *
 * `on.level(0…1)` is the microphone's loudness, `on.told(entry)` what is heard and said, `on.end()` the end
 * of the call, `on.mute()` tells that there is no microphone: keys still work.
 */
export async function connect(begin, on) {
  const context = new AudioContext({ latencyHint: "interactive" });
  await context.audioWorklet.addModule(`${FILES}/worklet.js`);
  const ear = new AudioWorkletNode(context, "ear", { numberOfInputs: 0, outputChannelCount: [1] });
  ear.connect(context.destination);
  const microphone = await open(context, on);
  const uuid = await begin().catch((error) => {
    microphone?.close();
    context.close();
    throw error;
  });
  const socket = new WebSocket(address(uuid));
  socket.binaryType = "arraybuffer";
  let muted = false;

  microphone?.listen(({ pcm, level }) => {
    on.level(muted ? 0 : level);
    if (socket.readyState === WebSocket.OPEN) socket.send(muted ? new ArrayBuffer(pcm.byteLength) : pcm);
  });
  socket.onmessage = ({ data }) => {
    if (typeof data !== "string") ear.port.postMessage({ pcm: data }, [data]);
    else if (JSON.parse(data).flush) ear.port.postMessage({ flush: true });
    else on.told(JSON.parse(data));
  };
  let ended = false;
  socket.onclose = end;
  function end() {
    if (ended) return;
    ended = true;
    microphone?.close();
    context.close();
    on.end();
  }
  return {
    press: (key) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify({ key })),
    mute: (is) => (muted = is),
    hangUp: () => {
      socket.close(1000);
      end(); // at once: the other side's goodbye may be slow
    },
  };
}

async function open(context, on) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
    });
  } catch {
    on.mute();
    return null;
  }
  const mouth = new AudioWorkletNode(context, "mouth", { numberOfOutputs: 0 });
  context.createMediaStreamSource(stream).connect(mouth);
  return {
    listen: (take) => (mouth.port.onmessage = ({ data }) => take(data)),
    close: () => stream.getTracks().forEach((track) => track.stop()),
  };
}

function address(uuid) {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  return `${scheme}://${location.host}/phone/line/${uuid}`;
}
