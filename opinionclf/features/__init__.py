"""Features of sentences.

The modules that register features are imported here, in a fixed order: it is the order of the model's numbers, whichever
module of the package somebody imports first.
"""

from opinionclf.features import lexical, quotation, attribution, style  # noqa: F401, I001
