"""The tool's half of LTI 1.3, shared by the vendor and the assessment tool."""
