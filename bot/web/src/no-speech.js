// Stands in for the speech services that Web Chat could use and this page does not.
const unavailable = () => {
  throw new Error('Speech services are not part of this page.');
};

export default unavailable;
export const createAdapters = unavailable;
export const fetchAuthorizationToken = unavailable;
export const AudioConfig = undefined;
export const OutputFormat = undefined;
export const ResultReason = undefined;
export const SpeechConfig = undefined;
export const SpeechRecognizer = undefined;
export const createSpeechRecognitionPonyfill = unavailable;
export const createSpeechSynthesisPonyfill = unavailable;
