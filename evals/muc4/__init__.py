"""MUC-4: how many people each report says were killed, hurt, taken or attacked."""
