"""What past outcomes say about a score: conversion, ranking, lift. Pure arithmetic on counts."""
