/**
 * The phone's mouth and ear, on the audio thread. The line carries mono PCM at 8,000 Hz in frames of
 * 20 ms; the browser's own rate is whatever the machine has.
 */

const LINE = 8000; // Hz
const FRAME = 160; // samples, 20 ms
const JITTER = 0.08; // seconds held before playing begins; as in lines/browser.py
const LONGEST = 2; // seconds held at most: what comes after a stall is not played late for ever
const TAPS = 48;

/** Returns a low-pass filter for taking `from` Hz down to the line (windowed sinc, Hamming). */
function lowPass(from) {
  const cut = 3600 / from;
  const taps = Array.from({ length: TAPS }, (_, i) => {
    const x = i - (TAPS - 1) / 2;
    const sinc = x === 0 ? 2 * cut : Math.sin(2 * Math.PI * cut * x) / (Math.PI * x);
    return sinc * (0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (TAPS - 1)));
  });
  const sum = taps.reduce((a, b) => a + b, 0);
  return Float32Array.from(taps, (tap) => tap / sum);
}

/** Takes the microphone's samples; posts `{pcm: ArrayBuffer of s16le, level: 0…1}` every 20 ms. */
class Mouth extends AudioWorkletProcessor {
  constructor() {
    super();
    this.taps = lowPass(sampleRate);
    this.past = new Float32Array(TAPS);
    this.step = sampleRate / LINE;
    this.due = 0;
    this.frame = new Int16Array(FRAME);
    this.filled = 0;
    this.sum = 0;
  }

  process(inputs) {
    for (const sample of inputs[0][0] ?? []) {
      this.past.copyWithin(0, 1);
      this.past[TAPS - 1] = sample;
      this.due -= 1;
      if (this.due <= 0) {
        this.due += this.step;
        this.take();
      }
    }
    return true;
  }

  take() {
    let value = 0;
    for (let i = 0; i < TAPS; i += 1) value += this.past[i] * this.taps[i];
    value = Math.max(-1, Math.min(1, value));
    this.frame[this.filled] = value * 32767;
    this.sum += value * value;
    this.filled += 1;
    if (this.filled === FRAME) {
      this.port.postMessage({ pcm: this.frame.slice().buffer, level: Math.sqrt(this.sum / FRAME) });
      this.filled = 0;
      this.sum = 0;
    }
  }
}

/** Plays the frames that it is given, evenly: `{pcm}` adds one, `{flush: true}` drops what is held. */
class Ear extends AudioWorkletProcessor {
  constructor() {
    super();
    this.held = [];
    this.at = 0;
    this.waits = true;
    this.port.onmessage = ({ data }) => (data.flush ? this.flush() : this.add(data.pcm));
  }

  add(pcm) {
    for (const sample of new Int16Array(pcm)) this.held.push(sample / 32768);
    if (this.held.length > LONGEST * LINE) this.held.splice(0, this.held.length - JITTER * LINE);
    if (this.held.length >= JITTER * LINE) this.waits = false;
  }

  flush() {
    this.held = [];
    this.at = 0;
    this.waits = true;
  }

  process(_, outputs) {
    const out = outputs[0][0];
    const step = LINE / sampleRate;
    for (let i = 0; i < out.length; i += 1) {
      const whole = Math.floor(this.at);
      if (this.waits || whole + 1 >= this.held.length) {
        this.waits = true; // it ran dry: gather a buffer again before playing on
        out[i] = 0;
        continue;
      }
      const part = this.at - whole;
      out[i] = this.held[whole] * (1 - part) + this.held[whole + 1] * part;
      this.at += step;
    }
    const played = Math.floor(this.at);
    this.held.splice(0, played);
    this.at -= played;
    return true;
  }
}

registerProcessor("mouth", Mouth);
registerProcessor("ear", Ear);
