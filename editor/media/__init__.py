"""Audio in: probing, decoding, the playback copy, waveform peaks, cutting."""
