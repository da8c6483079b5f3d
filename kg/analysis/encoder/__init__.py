"""The bundled encoder pipeline: a small transformer run by ONNX Runtime sets tags, parse and entities in one pass."""
